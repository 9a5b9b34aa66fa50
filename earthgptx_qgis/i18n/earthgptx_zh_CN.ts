<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>AnswerTexts</name>
  <message>
   <source>Best candidate: {label}, score {score}.</source>
   <translation>最佳候选：{label}，得分 {score}。</translation>
  </message>
  <message>
   <source>Failed: </source>
   <translation>失败：</translation>
  </message>
  <message>
   <source>Mark {number}</source>
   <translation>标记 {number}</translation>
  </message>
  <message>
   <source>Not sure. Score {score}: take this as a guess.</source>
   <translation>不确定。得分 {score}：仅供参考。</translation>
  </message>
  <message>
   <source>Nothing found.</source>
   <translation>未找到。</translation>
  </message>
  <message>
   <source>mark {}</source>
   <translation>标记 {}</translation>
  </message>
  <message>
   <source>marks {}</source>
   <translation>标记 {}</translation>
  </message>
  <message>
   <source>score {}</source>
   <translation>得分 {}</translation>
  </message>
  <message>
   <source>{answered} of {asked} marks answered. {counts}</source>
   <translation>{asked} 个标记中已回答 {answered} 个。{counts}</translation>
  </message>
  <message>
   <source>{} marks</source>
   <translation>{} 个标记</translation>
  </message>
  <message>
   <source>{} s</source>
   <translation>{} 秒</translation>
  </message>
 </context>
 <context>
  <name>AnsweredPolygons</name>
  <message>
   <source>Polygons of this answer were changed or removed by hand.</source>
   <translation>此回答的多边形已被手动修改或删除。</translation>
  </message>
  <message>
   <source>Save or discard your edits, then refine.</source>
   <translation>请先保存或放弃编辑，然后再优化。</translation>
  </message>
  <message>
   <source>They are left as they are; ask again to refine anew.</source>
   <translation>它们保持原样；如需重新优化，请再次提问。</translation>
  </message>
  <message>
   <source>“{layer}” is being edited.</source>
   <translation>“{layer}”正在编辑中。</translation>
  </message>
 </context>
 <context>
  <name>AppendDialog</name>
  <message>
   <source>Append</source>
   <translation>追加</translation>
  </message>
  <message>
   <source>Append “{}” to another layer</source>
   <translation>将“{}”追加到其他图层</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>图层</translation>
  </message>
  <message>
   <source>Selected polygons only: {}</source>
   <translation>仅选中的多边形：{}</translation>
  </message>
  <message>
   <source>Written into its edit session: one step to undo.</source>
   <translation>写入该图层的编辑会话：可一步撤销。</translation>
  </message>
 </context>
 <context>
  <name>AppendProgress</name>
  <message>
   <source>Appending to “{}”</source>
   <translation>正在追加到“{}”</translation>
  </message>
 </context>
 <context>
  <name>AskPlanner</name>
  <message>
   <source>Add one to the project, for instance by dropping a GeoTIFF on the map.</source>
   <translation>请向工程中添加一个，例如将 GeoTIFF 文件拖到地图上。</translation>
  </message>
  <message>
   <source>Left out of “{layer}”: {count}, as #{id}: {reason}.</source>
   <translation>“{layer}”中略去 {count} 个，例如 #{id}：{reason}。</translation>
  </message>
  <message>
   <source>Mark something with one of the tools, or use the selected features.</source>
   <translation>请用任一工具标记对象，或使用选中的要素。</translation>
  </message>
  <message>
   <source>None of the selected features can be asked about.</source>
   <translation>选中的要素均无法提问。</translation>
  </message>
  <message>
   <source>The layer of some marks was removed; they were left out.</source>
   <translation>部分标记所属的图层已被移除，这些标记已略去。</translation>
  </message>
  <message>
   <source>The question is empty.</source>
   <translation>问题为空。</translation>
  </message>
  <message>
   <source>There is no raster layer to ask about.</source>
   <translation>没有可供提问的栅格图层。</translation>
  </message>
  <message>
   <source>Type one, or choose a task that needs none, such as “{}”.</source>
   <translation>请输入问题，或选择不需要问题的任务，例如“{}”。</translation>
  </message>
  <message>
   <source>“{}” needs a mark.</source>
   <translation>“{}”需要一个标记。</translation>
  </message>
  <message>
   <source>“{}” needs two marks.</source>
   <translation>“{}”需要两个标记。</translation>
  </message>
 </context>
 <context>
  <name>BackendProcess</name>
  <message>
   <source>Bring the backend and the plugin to the same release.</source>
   <translation>请使后端与插件的版本一致。</translation>
  </message>
  <message>
   <source>See {} in the log messages; the command was: {}</source>
   <translation>请查看日志消息中的 {}；所用命令为：{}</translation>
  </message>
  <message>
   <source>Starting the backend</source>
   <translation>正在启动后端</translation>
  </message>
  <message>
   <source>The backend could not be started: {} ({}).</source>
   <translation>后端无法启动：{}（{}）。</translation>
  </message>
  <message>
   <source>The backend crashed, or the system ended it (out of memory?).</source>
   <translation>后端崩溃或被系统终止（内存不足？）。</translation>
  </message>
  <message>
   <source>The backend ended by itself (exit code {}).</source>
   <translation>后端自行退出（退出码 {}）。</translation>
  </message>
  <message>
   <source>The backend ended in the middle of a message (exit code {}).</source>
   <translation>后端在消息中途退出（退出码 {}）。</translation>
  </message>
  <message>
   <source>The backend has not responded for {:g} seconds and was ended.</source>
   <translation>后端 {:g} 秒未响应，已被终止。</translation>
  </message>
  <message>
   <source>The backend is stopped</source>
   <translation>后端已停止</translation>
  </message>
  <message>
   <source>The backend speaks version {} of the protocol, the plugin version {}.</source>
   <translation>后端的协议版本为 {}，插件的协议版本为 {}。</translation>
  </message>
  <message>
   <source>The backend was not ready within {:g} seconds.</source>
   <translation>后端未能在 {:g} 秒内就绪。</translation>
  </message>
  <message>
   <source>The backend wrote "{}" to its output, which is no message ({}).</source>
   <translation>后端输出了“{}”，这不是有效消息（{}）。</translation>
  </message>
  <message>
   <source>The command comes from {}: check it there.</source>
   <translation>该命令来自{}：请在那里检查。</translation>
  </message>
 </context>
 <context>
  <name>BackgroundWork</name>
  <message>
   <source>See the log messages.</source>
   <translation>请查看日志消息。</translation>
  </message>
  <message>
   <source>Something went wrong that should not: {}.</source>
   <translation>发生了不应出现的错误：{}。</translation>
  </message>
 </context>
 <context>
  <name>BandPicker</name>
  <message>
   <source>Band shown as blue</source>
   <translation>显示为蓝色的波段</translation>
  </message>
  <message>
   <source>Band shown as green</source>
   <translation>显示为绿色的波段</translation>
  </message>
  <message>
   <source>Band shown as red</source>
   <translation>显示为红色的波段</translation>
  </message>
 </context>
 <context>
  <name>Canvas</name>
  <message>
   <source>Choose among its bands 1 to {}.</source>
   <translation>请在波段 1 至 {} 中选择。</translation>
  </message>
  <message>
   <source>Choose an area of the layer.</source>
   <translation>请选择图层的一个区域。</translation>
  </message>
  <message>
   <source>Choose an area of this online layer, such as the map's extent.</source>
   <translation>请选择此在线图层的一个区域，例如地图范围。</translation>
  </message>
  <message>
   <source>Clear the marks and mark the object again.</source>
   <translation>请清除标记并重新标记该对象。</translation>
  </message>
  <message>
   <source>Convert it to 8 or 16 bits or to float.</source>
   <translation>请转换为 8 位、16 位或浮点型。</translation>
  </message>
  <message>
   <source>Is its file or server still there?</source>
   <translation>它的文件或服务器还在吗？</translation>
  </message>
  <message>
   <source>It has no picture here, or its tiles did not arrive: look at the map.</source>
   <translation>此处没有影像，或瓦片未能送达：请查看地图。</translation>
  </message>
  <message>
   <source>Its server may be slow or out of reach: try again, or a smaller area.</source>
   <translation>服务器可能较慢或无法访问：请重试，或缩小范围。</translation>
  </message>
  <message>
   <source>Mark the object first, then Shift+click what does not belong to it.</source>
   <translation>请先标记对象，再按住 Shift 单击不属于它的部分。</translation>
  </message>
  <message>
   <source>Mark {numbers} lies outside the pixels read from “{layer}”.</source>
   <translation>标记 {numbers} 位于从“{layer}”读取的像元之外。</translation>
  </message>
  <message>
   <source>Move the map to where the layer has data.</source>
   <translation>请将地图移动到该图层有数据的位置。</translation>
  </message>
  <message>
   <source>Nothing of “{}” is in view.</source>
   <translation>“{}”不在当前视图内。</translation>
  </message>
  <message>
   <source>Reading “{}” was cancelled.</source>
   <translation>已取消读取“{}”。</translation>
  </message>
  <message>
   <source>Repair the layer's source in the layer tree.</source>
   <translation>请在图层树中修复该图层的数据源。</translation>
  </message>
  <message>
   <source>See the log messages.</source>
   <translation>请查看日志消息。</translation>
  </message>
  <message>
   <source>Switch off its scale-dependent visibility, or zoom.</source>
   <translation>请关闭其比例尺相关可见性，或缩放地图。</translation>
  </message>
  <message>
   <source>There is no mark to subtract from.</source>
   <translation>没有可以从中减去的标记。</translation>
  </message>
  <message>
   <source>This place cannot be expressed in the CRS of the mark it belongs to.</source>
   <translation>该位置无法用其所属标记的坐标参考系表示。</translation>
  </message>
  <message>
   <source>Zoom so that layer and marks are in view, or remove the mark.</source>
   <translation>请缩放地图使图层和标记可见，或移除该标记。</translation>
  </message>
  <message>
   <source>Zoom to the layer and ask again.</source>
   <translation>请缩放至该图层后再次提问。</translation>
  </message>
  <message>
   <source>Zoom to the layer, or choose the layer that is in view.</source>
   <translation>请缩放至该图层，或选择视图中的图层。</translation>
  </message>
  <message>
   <source>it has no geometry</source>
   <translation>没有几何图形</translation>
  </message>
  <message>
   <source>it has no place in the raster's CRS</source>
   <translation>无法在栅格的坐标参考系中定位</translation>
  </message>
  <message>
   <source>it is no longer in the layer</source>
   <translation>已不在图层中</translation>
  </message>
  <message>
   <source>it lies outside the raster</source>
   <translation>位于栅格范围之外</translation>
  </message>
  <message>
   <source>its geometry is invalid</source>
   <translation>几何图形无效</translation>
  </message>
  <message>
   <source>its geometry is of mixed kinds</source>
   <translation>几何图形类型混杂</translation>
  </message>
  <message>
   <source>{share} % of “{layer}” came out blank: its server did not deliver it, or has nothing there. Look at the map, and ask again where it is late.</source>
   <translation>“{layer}”有 {share} % 为空白：服务器未送达，或该处没有影像。请查看地图；若只是延迟，请再次提问。</translation>
  </message>
  <message>
   <source>“{layer}” could not be read: {error}.</source>
   <translation>无法读取“{layer}”：{error}。</translation>
  </message>
  <message>
   <source>“{layer}” has no band {band}.</source>
   <translation>“{layer}”没有波段 {band}。</translation>
  </message>
  <message>
   <source>“{}” came out blank in this area.</source>
   <translation>“{}”在此区域为空白。</translation>
  </message>
  <message>
   <source>“{}” cannot be read: its source is missing or broken.</source>
   <translation>无法读取“{}”：数据源缺失或损坏。</translation>
  </message>
  <message>
   <source>“{}” could not be read.</source>
   <translation>无法读取“{}”。</translation>
  </message>
  <message>
   <source>“{}” has no data in this area.</source>
   <translation>“{}”在此区域没有数据。</translation>
  </message>
  <message>
   <source>“{}” has no pixels in the chosen area.</source>
   <translation>“{}”在所选区域没有像元。</translation>
  </message>
  <message>
   <source>“{}” has no pixels in this area.</source>
   <translation>“{}”在此区域没有像元。</translation>
  </message>
  <message>
   <source>“{}” has no pixels of its own that could be gone through.</source>
   <translation>“{}”没有可供遍历的自身像元。</translation>
  </message>
  <message>
   <source>“{}” has values of a kind that is not read.</source>
   <translation>“{}”的像元值类型不受支持。</translation>
  </message>
  <message>
   <source>“{}” hides itself at this scale.</source>
   <translation>“{}”在此比例尺下不显示。</translation>
  </message>
  <message>
   <source>“{}” is of a single colour in this area: its server may have no imagery there at this scale.</source>
   <translation>“{}”在此区域只有一种颜色：服务器在此比例尺下可能没有影像。</translation>
  </message>
  <message>
   <source>“{}” was not drawn in time.</source>
   <translation>“{}”未能及时绘制。</translation>
  </message>
 </context>
 <context>
  <name>ChangeStyle</name>
  <message>
   <source>appeared</source>
   <translation>新出现</translation>
  </message>
  <message>
   <source>disappeared</source>
   <translation>已消失</translation>
  </message>
  <message>
   <source>stayed</source>
   <translation>未变</translation>
  </message>
  <message>
   <source>{change}, not sure</source>
   <translation>{change}（不确定）</translation>
  </message>
 </context>
 <context>
  <name>CommandRun</name>
  <message>
   <source>{} could not be started: {}.</source>
   <translation>{} 无法启动：{}。</translation>
  </message>
  <message>
   <source>{} failed.</source>
   <translation>{} 失败。</translation>
  </message>
 </context>
 <context>
  <name>ConversationController</name>
  <message>
   <source>An answer is on its way.</source>
   <translation>正在生成回答。</translation>
  </message>
  <message>
   <source>The project was closed while an answer was on its way: it was dropped.</source>
   <translation>回答过程中工程被关闭：该回答已丢弃。</translation>
  </message>
  <message>
   <source>Wait for it or press Stop.</source>
   <translation>请等待，或按“停止”。</translation>
  </message>
 </context>
 <context>
  <name>ConversationExport</name>
  <message>
   <source>Choose another folder.</source>
   <translation>请选择其他文件夹。</translation>
  </message>
  <message>
   <source>What was asked about</source>
   <translation>提问的内容</translation>
  </message>
  <message>
   <source>{path} cannot be written: {reason}.</source>
   <translation>无法写入 {path}：{reason}。</translation>
  </message>
 </context>
 <context>
  <name>ConversationHeader</name>
  <message>
   <source>Clear</source>
   <translation>清空</translation>
  </message>
  <message>
   <source>Conversation</source>
   <translation>对话</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copy, export or clear the conversation; it is kept in the project file.</source>
   <translation>复制、导出或清空对话；对话保存在工程文件中。</translation>
  </message>
  <message>
   <source>Export with pictures…</source>
   <translation>连同图片导出…</translation>
  </message>
 </context>
 <context>
  <name>ConversationView</name>
  <message>
   <source>Ask again</source>
   <translation>再次提问</translation>
  </message>
  <message>
   <source>Mark something on the map and ask what it is, or ask to find things in view.</source>
   <translation>在地图上标记对象并询问它是什么，或要求在视图中查找对象。</translation>
  </message>
  <message>
   <source>Refine</source>
   <translation>优化</translation>
  </message>
  <message>
   <source>Show it</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Show the part of the map that was read for this answer</source>
   <translation>显示为此回答读取的那部分地图</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>已停止。</translation>
  </message>
  <message>
   <source>Tidy these polygons without asking again</source>
   <translation>整理这些多边形，无需再次提问</translation>
  </message>
  <message>
   <source>View</source>
   <translation>视图</translation>
  </message>
 </context>
 <context>
  <name>DeviceText</name>
  <message>
   <source>an Apple GPU, checked when the model is loaded</source>
   <translation>Apple GPU，加载模型时再检查</translation>
  </message>
  <message>
   <source>as requested</source>
   <translation>按要求</translation>
  </message>
  <message>
   <source>no NVIDIA GPU was found</source>
   <translation>未找到 NVIDIA GPU</translation>
  </message>
  <message>
   <source>set by {variable}</source>
   <translation>由 {variable} 设定</translation>
  </message>
  <message>
   <source>there is an NVIDIA GPU, but PyTorch was installed without CUDA</source>
   <translation>有 NVIDIA GPU，但安装的 PyTorch 不含 CUDA</translation>
  </message>
  <message>
   <source>{count} NVIDIA GPU found, checked when the model is loaded</source>
   <translation>找到 {count} 个 NVIDIA GPU，加载模型时再检查</translation>
  </message>
  <message>
   <source>{device} ({reason})</source>
   <translation>{device}（{reason}）</translation>
  </message>
 </context>
 <context>
  <name>DiagnosticsDialog</name>
  <message>
   <source>Attach this when you report a fault. Passwords and the words of your backend command are left out; read it before you send it.</source>
   <translation>报告故障时请附上此内容。密码和后端命令的内容已略去；发送前请先阅读。</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>已复制</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Diagnostics of EarthGPT-X</source>
   <translation>EarthGPT-X 诊断</translation>
  </message>
 </context>
 <context>
  <name>DownloadRun</name>
  <message>
   <source>Free space on that disk and press Install to go on from here.</source>
   <translation>请释放该磁盘的空间，然后按“安装”从此处继续。</translation>
  </message>
  <message>
   <source>Try another network, or install uv yourself.</source>
   <translation>请尝试其他网络，或自行安装 uv。</translation>
  </message>
  <message>
   <source>What has arrived stays: press Install to go on from here. Or check QGIS's proxy, install uv yourself, or install from a folder.</source>
   <translation>已下载的内容会保留：按“安装”从此处继续。也可检查 QGIS 的代理设置、自行安装 uv，或从文件夹安装。</translation>
  </message>
  <message>
   <source>What {} gave is not the expected file.</source>
   <translation>{} 提供的不是预期的文件。</translation>
  </message>
  <message>
   <source>{} cannot be written: {}.</source>
   <translation>无法写入 {}：{}。</translation>
  </message>
  <message>
   <source>{} could not be downloaded: {}.</source>
   <translation>无法下载 {}：{}。</translation>
  </message>
 </context>
 <context>
  <name>EarthGPTXDock</name>
  <message>
   <source>EarthGPT-X</source>
   <translation>EarthGPT-X</translation>
  </message>
 </context>
 <context>
  <name>EarthGPTXPlugin</name>
  <message>
   <source>Ask a raster layer: mark, ask, get words and polygons</source>
   <translation>向栅格图层提问：标记、提问，得到文字和多边形</translation>
  </message>
  <message>
   <source>EarthGPT-X</source>
   <translation>EarthGPT-X</translation>
  </message>
 </context>
 <context>
  <name>Environment</name>
  <message>
   <source>Correct the command in the settings, or empty it.</source>
   <translation>请更正设置中的命令，或将其清空。</translation>
  </message>
  <message>
   <source>Press Install, or name a backend command in the settings.</source>
   <translation>请按“安装”，或在设置中指定后端命令。</translation>
  </message>
  <message>
   <source>The Python that the backend in {} was installed with is gone.</source>
   <translation>用于安装 {} 中后端的 Python 已不存在。</translation>
  </message>
  <message>
   <source>The backend command in the settings cannot be read ({}): {}</source>
   <translation>无法解析设置中的后端命令（{}）：{}</translation>
  </message>
  <message>
   <source>The backend in {} is of version {}, the plugin of version {}.</source>
   <translation>{} 中的后端版本为 {}，插件版本为 {}。</translation>
  </message>
  <message>
   <source>The backend is not installed: there is none in {}.</source>
   <translation>后端未安装：{} 中没有后端。</translation>
  </message>
  <message>
   <source>The installation of the backend in {} was not finished.</source>
   <translation>{} 中后端的安装未完成。</translation>
  </message>
  <message>
   <source>the command in the settings</source>
   <translation>设置中的命令</translation>
  </message>
  <message>
   <source>the private environment</source>
   <translation>专用环境</translation>
  </message>
  <message>
   <source>the source checkout</source>
   <translation>源代码目录</translation>
  </message>
 </context>
 <context>
  <name>Exchange</name>
  <message>
   <source>Batch {number} of {count}: {doing}</source>
   <translation>第 {number} 批，共 {count} 批：{doing}</translation>
  </message>
  <message>
   <source>Reading the layer</source>
   <translation>正在读取图层</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>已停止。</translation>
  </message>
  <message>
   <source>Tile {number} of {count}: {doing}</source>
   <translation>第 {number} / {count} 块：{doing}</translation>
  </message>
  <message>
   <source>Waiting for the backend</source>
   <translation>正在等待后端</translation>
  </message>
  <message>
   <source>{} found: </source>
   <translation>找到 {} 个： </translation>
  </message>
 </context>
 <context>
  <name>FeatureFields</name>
  <message>
   <source>Rename or remove that field, then write the answers again.</source>
   <translation>请重命名或删除该字段，然后再次写入回答。</translation>
  </message>
  <message>
   <source>The answers cannot be written into “{layer}”: {reason}.</source>
   <translation>回答无法写入“{layer}”：{reason}。</translation>
  </message>
  <message>
   <source>Write answers into fields</source>
   <translation>将回答写入字段</translation>
  </message>
  <message>
   <source>Write them into a copy instead.</source>
   <translation>请改为写入副本。</translation>
  </message>
  <message>
   <source>it cannot be edited</source>
   <translation>该图层不可编辑</translation>
  </message>
  <message>
   <source>it is read-only</source>
   <translation>该图层为只读</translation>
  </message>
  <message>
   <source>it refused a field or a value</source>
   <translation>该图层拒绝了某个字段或值</translation>
  </message>
  <message>
   <source>its format does not let fields be added</source>
   <translation>其格式不允许添加字段</translation>
  </message>
  <message>
   <source>its format does not let values be changed</source>
   <translation>其格式不允许修改值</translation>
  </message>
  <message>
   <source>{layer}, classified</source>
   <translation>{layer}，已分类</translation>
  </message>
  <message>
   <source>“{layer}” has a field “{field}” of type {type} already.</source>
   <translation>“{layer}”已有类型为 {type} 的字段“{field}”。</translation>
  </message>
 </context>
 <context>
  <name>FieldMapping</name>
  <message>
   <source>Choose another table, or save the results as a new one.</source>
   <translation>请选择其他表，或将结果另存为新表。</translation>
  </message>
  <message>
   <source>Nothing was appended to {table}: {reason}.</source>
   <translation>未向 {table} 追加任何内容：{reason}。</translation>
  </message>
  <message>
   <source>either it or the results have no CRS</source>
   <translation>该表或结果没有坐标参考系</translation>
  </message>
  <message>
   <source>its field “{field}” does not take “{value}”</source>
   <translation>其字段“{field}”不接受“{value}”</translation>
  </message>
 </context>
 <context>
  <name>GeoPackage</name>
  <message>
   <source>Choose a name of letters, digits and underscores.</source>
   <translation>请使用由字母、数字和下划线组成的名称。</translation>
  </message>
  <message>
   <source>Choose another name, or choose to append to it or to replace it.</source>
   <translation>请选择其他名称，或选择追加或替换。</translation>
  </message>
  <message>
   <source>Close it there, or save to another file.</source>
   <translation>请在那里关闭它，或保存到其他文件。</translation>
  </message>
  <message>
   <source>Close the file in other programs, or save to another one.</source>
   <translation>请在其他程序中关闭该文件，或保存到其他文件。</translation>
  </message>
  <message>
   <source>Result of EarthGPT-X</source>
   <translation>EarthGPT-X 结果</translation>
  </message>
  <message>
   <source>Save the results as a new file.</source>
   <translation>请将结果保存为新文件。</translation>
  </message>
  <message>
   <source>Save the results as a new table.</source>
   <translation>请将结果保存为新表。</translation>
  </message>
  <message>
   <source>{path} already has a table “{table}”.</source>
   <translation>{path} 中已有表“{table}”。</translation>
  </message>
  <message>
   <source>{path} cannot be written as a GeoPackage: {reason}</source>
   <translation>{path} 无法写为 GeoPackage：{reason}</translation>
  </message>
  <message>
   <source>{path} does not exist, so nothing can be appended to it.</source>
   <translation>{path} 不存在，因此无法追加。</translation>
  </message>
  <message>
   <source>{path} has no table “{table}” to append to.</source>
   <translation>{path} 中没有可供追加的表“{table}”。</translation>
  </message>
  <message>
   <source>{path} is locked by another program.</source>
   <translation>{path} 被其他程序锁定。</translation>
  </message>
  <message>
   <source>“{table}” cannot be the name of a table.</source>
   <translation>“{table}”不能用作表名。</translation>
  </message>
 </context>
 <context>
  <name>HelpButton</name>
  <message>
   <source>Diagnostics report…</source>
   <translation>诊断报告…</translation>
  </message>
  <message>
   <source>Manual</source>
   <translation>手册</translation>
  </message>
  <message>
   <source>Manual, short tour, diagnostics</source>
   <translation>手册、快速导览、诊断</translation>
  </message>
  <message>
   <source>Short tour</source>
   <translation>快速导览</translation>
  </message>
 </context>
 <context>
  <name>HelpController</name>
  <message>
   <source>Answers come here. Click a phrase to see its polygons on the map.</source>
   <translation>回答显示在这里。单击短语可在地图上查看其多边形。</translation>
  </message>
  <message>
   <source>Choose the raster layer to ask about, and zoom the map to what matters.</source>
   <translation>选择要提问的栅格图层，并将地图缩放到关注的区域。</translation>
  </message>
  <message>
   <source>Hide doubtful polygons with the slider, then save the others.</source>
   <translation>用滑块隐藏可疑的多边形，然后保存其余的。</translation>
  </message>
  <message>
   <source>Mark objects on the map, or use the selected features of a layer.</source>
   <translation>在地图上标记对象，或使用图层中选中的要素。</translation>
  </message>
  <message>
   <source>Type a question in English and press Enter, such as: find the ships</source>
   <translation>用英语输入问题并按回车键，例如：find the ships</translation>
  </message>
 </context>
 <context>
  <name>HistoryController</name>
  <message>
   <source>Conversation with EarthGPT-X</source>
   <translation>与 EarthGPT-X 的对话</translation>
  </message>
  <message>
   <source>Export the conversation</source>
   <translation>导出对话</translation>
  </message>
  <message>
   <source>Exported the conversation to {}.</source>
   <translation>对话已导出到 {}。</translation>
  </message>
  <message>
   <source>Markdown (*.md)</source>
   <translation>Markdown (*.md)</translation>
  </message>
  <message>
   <source>The conversation was copied.</source>
   <translation>对话已复制。</translation>
  </message>
  <message>
   <source>Web page (*.html)</source>
   <translation>网页 (*.html)</translation>
  </message>
 </context>
 <context>
  <name>InstallChoices</name>
  <message>
   <source>Automatic (recommended)</source>
   <translation>自动（推荐）</translation>
  </message>
  <message>
   <source>Choose the environment's python program.</source>
   <translation>请选择该环境的 Python 程序。</translation>
  </message>
  <message>
   <source>Choose the folder.</source>
   <translation>请选择文件夹。</translation>
  </message>
  <message>
   <source>Choose the python program.</source>
   <translation>请选择 Python 程序。</translation>
  </message>
  <message>
   <source>Command</source>
   <translation>命令</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>文件夹</translation>
  </message>
  <message>
   <source>Found by uv</source>
   <translation>由 uv 查找</translation>
  </message>
  <message>
   <source>From a folder, without network</source>
   <translation>从文件夹安装，无需网络</translation>
  </message>
  <message>
   <source>It has PyTorch, transformers, rasterio, geopandas. It stays as it is.</source>
   <translation>其中已有 PyTorch、transformers、rasterio、geopandas。该环境保持不变。</translation>
  </message>
  <message>
   <source>It holds the wheels of all packages and of PyTorch, and of uv.</source>
   <translation>其中包含所有软件包、PyTorch 以及 uv 的 wheel 文件。</translation>
  </message>
  <message>
   <source>It may not ask for a password: use ssh with a key.</source>
   <translation>命令不能要求输入密码：请使用带密钥的 ssh。</translation>
  </message>
  <message>
   <source>Its python program</source>
   <translation>其 Python 程序</translation>
  </message>
  <message>
   <source>PyTorch</source>
   <translation>PyTorch</translation>
  </message>
  <message>
   <source>Python program</source>
   <translation>Python 程序</translation>
  </message>
  <message>
   <source>Type the command.</source>
   <translation>请输入命令。</translation>
  </message>
  <message>
   <source>Version 3.11 or newer, with pip. It stays as it is.</source>
   <translation>3.11 或更高版本，带 pip。该 Python 保持不变。</translation>
  </message>
  <message>
   <source>With a Python of mine</source>
   <translation>使用我自己的 Python</translation>
  </message>
  <message>
   <source>With a command of mine, for another computer or a container</source>
   <translation>使用我自己的命令，用于其他计算机或容器</translation>
  </message>
  <message>
   <source>With the packages of an environment of mine</source>
   <translation>使用我自己环境中的软件包</translation>
  </message>
 </context>
 <context>
  <name>InstallDialog</name>
  <message>
   <source>Backend of EarthGPT-X</source>
   <translation>EarthGPT-X 后端</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Cancelled. What was downloaded is kept for the next time.</source>
   <translation>已取消。已下载的内容会保留到下次使用。</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>EarthGPT-X computes in a program of its own, the backend, which needs PyTorch. QGIS's own Python is not touched.</source>
   <translation>EarthGPT-X 在独立的程序（后端）中计算，后端需要 PyTorch。QGIS 自带的 Python 不受影响。</translation>
  </message>
  <message>
   <source>Free space on that disk.</source>
   <translation>请释放该磁盘的空间。</translation>
  </message>
  <message>
   <source>Install</source>
   <translation>安装</translation>
  </message>
  <message>
   <source>Install again</source>
   <translation>重新安装</translation>
  </message>
  <message>
   <source>It works: backend {}, model {}, on {}.</source>
   <translation>运行正常：后端 {}，模型 {}，设备 {}。</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>当前</translation>
  </message>
  <message>
   <source>Remove the backend and everything downloaded for it?</source>
   <translation>移除后端及为其下载的全部内容？</translation>
  </message>
  <message>
   <source>Removing the backend</source>
   <translation>正在移除后端</translation>
  </message>
  <message>
   <source>The backend is removed.</source>
   <translation>后端已移除。</translation>
  </message>
  <message>
   <source>The command in the settings is emptied: it would come first.</source>
   <translation>设置中的命令将被清空：否则它会优先使用。</translation>
  </message>
  <message>
   <source>The command is started, and kept in the settings if it answers.</source>
   <translation>将启动该命令；若有响应则保存到设置中。</translation>
  </message>
  <message>
   <source>Try and use</source>
   <translation>测试并使用</translation>
  </message>
  <message>
   <source>Uninstall…</source>
   <translation>卸载…</translation>
  </message>
  <message>
   <source>Upgrade</source>
   <translation>升级</translation>
  </message>
  <message>
   <source>Version {} is installed</source>
   <translation>已安装版本 {}</translation>
  </message>
  <message>
   <source>What will be done</source>
   <translation>将要执行的操作</translation>
  </message>
  <message>
   <source>{} needs about {} MB, and {} MB are free there.</source>
   <translation>{} 需要约 {} MB，而该处可用空间为 {} MB。</translation>
  </message>
 </context>
 <context>
  <name>InstallSummary</name>
  <message>
   <source>Download</source>
   <translation>下载</translation>
  </message>
  <message>
   <source>Installs</source>
   <translation>安装内容</translation>
  </message>
  <message>
   <source>Into</source>
   <translation>安装到</translation>
  </message>
  <message>
   <source>On disk</source>
   <translation>占用磁盘</translation>
  </message>
  <message>
   <source>PyTorch {}, transformers, rasterio, geopandas and what they need; {}</source>
   <translation>PyTorch {}、transformers、rasterio、geopandas 及其依赖；{}</translation>
  </message>
  <message>
   <source>Python</source>
   <translation>Python</translation>
  </message>
  <message>
   <source>Python {} of this computer, found by {}</source>
   <translation>本机的 Python {}，由 {} 查找</translation>
  </message>
  <message>
   <source>Python {} of this computer, or a downloaded one, by {}</source>
   <translation>本机的或下载的 Python {}，来源：{}</translation>
  </message>
  <message>
   <source>about {}</source>
   <translation>约 {}</translation>
  </message>
  <message>
   <source>about {}, and {} if uv and Python are missing</source>
   <translation>约 {}；若缺少 uv 和 Python，另加 {}</translation>
  </message>
  <message>
   <source>about {}; {} are free there</source>
   <translation>约 {}；该处可用 {}</translation>
  </message>
  <message>
   <source>as the folder has it</source>
   <translation>以文件夹中的为准</translation>
  </message>
  <message>
   <source>backend {} with the model earthgptx-nano</source>
   <translation>后端 {}，含模型 earthgptx-nano</translation>
  </message>
  <message>
   <source>not chosen yet</source>
   <translation>尚未选择</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>无</translation>
  </message>
  <message>
   <source>the uv in the folder</source>
   <translation>文件夹中的 uv</translation>
  </message>
  <message>
   <source>the {}</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>uv {}, downloaded too</source>
   <translation>同样下载的 uv {}</translation>
  </message>
  <message>
   <source>{} GB</source>
   <translation>{} GB</translation>
  </message>
  <message>
   <source>{} MB</source>
   <translation>{} MB</translation>
  </message>
 </context>
 <context>
  <name>Installation</name>
  <message>
   <source>A file was cut or altered on its way: press Install to go on from here. If that repeats, use another network, or install from a folder.</source>
   <translation>文件在传输中被截断或更改：按“安装”从此处继续。若反复出现，请更换网络，或从文件夹安装。</translation>
  </message>
  <message>
   <source>A package is missing there for this Python. Use Python 3.11, or complete the folder or the index.</source>
   <translation>该处缺少适用于此 Python 的软件包。请使用 Python 3.11，或补全该文件夹或索引。</translation>
  </message>
  <message>
   <source>Adding the packages</source>
   <translation>正在添加软件包</translation>
  </message>
  <message>
   <source>Bringing Python {}</source>
   <translation>正在获取 Python {}</translation>
  </message>
  <message>
   <source>Check the proxy in QGIS under Settings &gt; Options &gt; Network.</source>
   <translation>请检查 QGIS 的代理设置：设置 &gt; 选项 &gt; 网络。</translation>
  </message>
  <message>
   <source>Checking the interpreter</source>
   <translation>正在检查解释器</translation>
  </message>
  <message>
   <source>Choose the folder that holds the wheels.</source>
   <translation>请选择包含 wheel 文件的文件夹。</translation>
  </message>
  <message>
   <source>Choose the python program itself, such as bin/python or python.exe.</source>
   <translation>请选择 Python 程序本身，例如 bin/python 或 python.exe。</translation>
  </message>
  <message>
   <source>Close every QGIS window and try again.</source>
   <translation>请关闭所有 QGIS 窗口后重试。</translation>
  </message>
  <message>
   <source>Copying the backend</source>
   <translation>正在复制后端</translation>
  </message>
  <message>
   <source>Downloading uv {}</source>
   <translation>正在下载 uv {}</translation>
  </message>
  <message>
   <source>Free space on that disk and press Install to go on from here.</source>
   <translation>请释放该磁盘的空间，然后按“安装”从此处继续。</translation>
  </message>
  <message>
   <source>Install the plugin again from its zip.</source>
   <translation>请从 zip 文件重新安装插件。</translation>
  </message>
  <message>
   <source>Installing PyTorch {}</source>
   <translation>正在安装 PyTorch {}</translation>
  </message>
  <message>
   <source>Installing the packages</source>
   <translation>正在安装软件包</translation>
  </message>
  <message>
   <source>Make the folder writable, or free space on that disk.</source>
   <translation>请使该文件夹可写，或释放磁盘空间。</translation>
  </message>
  <message>
   <source>Making the environment</source>
   <translation>正在创建环境</translation>
  </message>
  <message>
   <source>Nothing can be written to {}: {}.</source>
   <translation>无法写入 {}：{}。</translation>
  </message>
  <message>
   <source>Put uv or its wheel into the folder, or name an interpreter.</source>
   <translation>请将 uv 或其 wheel 放入该文件夹，或指定解释器。</translation>
  </message>
  <message>
   <source>Putting it in place</source>
   <translation>正在就位</translation>
  </message>
  <message>
   <source>Repair that package, or install with the first choice.</source>
   <translation>请修复该软件包，或用第一种方式安装。</translation>
  </message>
  <message>
   <source>Run the backend on another computer: choose a command of your own.</source>
   <translation>请在其他计算机上运行后端：选择使用自己的命令。</translation>
  </message>
  <message>
   <source>Starting the backend</source>
   <translation>正在启动后端</translation>
  </message>
  <message>
   <source>Take it from another place.</source>
   <translation>请从其他位置获取。</translation>
  </message>
  <message>
   <source>The empty name</source>
   <translation>空名称</translation>
  </message>
  <message>
   <source>The network failed. What is downloaded stays: press Install to go on from here, or install from a folder.</source>
   <translation>网络出错。已下载的内容会保留：按“安装”从此处继续，或从文件夹安装。</translation>
  </message>
  <message>
   <source>The network replaces certificates. Add your company's authority in QGIS under Settings &gt; Options &gt; Authentication &gt; Manage Certificates.</source>
   <translation>网络替换了证书。请在 QGIS 的设置 &gt; 选项 &gt; 认证 &gt; 管理证书中添加贵公司的证书颁发机构。</translation>
  </message>
  <message>
   <source>The new backend cannot be put into {}: {}.</source>
   <translation>新后端无法放入 {}：{}。</translation>
  </message>
  <message>
   <source>The plugin is incomplete: {} is missing.</source>
   <translation>插件不完整：缺少 {}。</translation>
  </message>
  <message>
   <source>There is no PyTorch for this computer ({} {}).</source>
   <translation>没有适用于本机的 PyTorch（{} {}）。</translation>
  </message>
  <message>
   <source>There is no folder {}.</source>
   <translation>文件夹 {} 不存在。</translation>
  </message>
  <message>
   <source>There is no uv in {}.</source>
   <translation>{} 中没有 uv。</translation>
  </message>
  <message>
   <source>Trying the packages</source>
   <translation>正在测试软件包</translation>
  </message>
  <message>
   <source>Unpacking uv</source>
   <translation>正在解压 uv</translation>
  </message>
  <message>
   <source>What is downloaded stays: press Install to go on from here.</source>
   <translation>已下载的内容会保留：按“安装”从此处继续。</translation>
  </message>
  <message>
   <source>What was there is unchanged. Close other QGIS windows and install again.</source>
   <translation>原有内容未改变。请关闭其他 QGIS 窗口后重新安装。</translation>
  </message>
  <message>
   <source>for Apple silicon</source>
   <translation>适用于 Apple 芯片</translation>
  </message>
  <message>
   <source>for NVIDIA GPUs (CUDA 13)</source>
   <translation>适用于 NVIDIA GPU（CUDA 13）</translation>
  </message>
  <message>
   <source>for the processor (CPU)</source>
   <translation>适用于处理器（CPU）</translation>
  </message>
  <message>
   <source>the new backend</source>
   <translation>新后端</translation>
  </message>
  <message>
   <source>{} cannot be removed: {}.</source>
   <translation>无法移除 {}：{}。</translation>
  </message>
  <message>
   <source>{} could not be unpacked: {}</source>
   <translation>无法解压 {}：{}</translation>
  </message>
  <message>
   <source>{} is no program.</source>
   <translation>{} 不是程序。</translation>
  </message>
 </context>
 <context>
  <name>Installer</name>
  <message>
   <source>Another QGIS window is installing the backend.</source>
   <translation>另一个 QGIS 窗口正在安装后端。</translation>
  </message>
  <message>
   <source>Free space on that disk.</source>
   <translation>请释放该磁盘的空间。</translation>
  </message>
  <message>
   <source>Make the folder writable, or free space on that disk.</source>
   <translation>请使该文件夹可写，或释放磁盘空间。</translation>
  </message>
  <message>
   <source>Wait until it has finished.</source>
   <translation>请等待其完成。</translation>
  </message>
  <message>
   <source>{} cannot be used: {}.</source>
   <translation>无法使用 {}：{}。</translation>
  </message>
  <message>
   <source>{}: done before</source>
   <translation>{}：之前已完成</translation>
  </message>
 </context>
 <context>
  <name>LabelStyle</name>
  <message>
   <source>no answer</source>
   <translation>没有回答</translation>
  </message>
 </context>
 <context>
  <name>LayerActions</name>
  <message>
   <source>Append to another layer…</source>
   <translation>追加到其他图层…</translation>
  </message>
  <message>
   <source>Review polygons</source>
   <translation>审核多边形</translation>
  </message>
  <message>
   <source>Run recipe on…</source>
   <translation>将配方应用于…</translation>
  </message>
 </context>
 <context>
  <name>LayerMenu</name>
  <message>
   <source>Ask EarthGPT-X about this layer</source>
   <translation>就此图层询问 EarthGPT-X</translation>
  </message>
  <message>
   <source>Compare with an earlier raster…</source>
   <translation>与较早的栅格比较…</translation>
  </message>
  <message>
   <source>Switch on the plugin “Processing” to compare “{}” with another raster.</source>
   <translation>请启用“Processing”插件，以便将“{}”与另一个栅格比较。</translation>
  </message>
 </context>
 <context>
  <name>LayerWork</name>
  <message>
   <source>Appended {count} polygons to “{layer}”: save its edits to keep them.</source>
   <translation>已向“{layer}”追加 {count} 个多边形：请保存其编辑以保留它们。</translation>
  </message>
  <message>
   <source>“{}” keeps no recipe: its polygons were outlined from marks.</source>
   <translation>“{}”没有保存配方：其多边形由标记勾绘而成。</translation>
  </message>
 </context>
 <context>
  <name>LocatorFilter</name>
  <message>
   <source>As far as the map shows the layer</source>
   <translation>限于地图所显示的图层范围</translation>
  </message>
  <message>
   <source>Ask EarthGPT-X about a raster layer</source>
   <translation>就栅格图层询问 EarthGPT-X</translation>
  </message>
  <message>
   <source>Ask “{layer}”: {question}</source>
   <translation>询问“{layer}”：{question}</translation>
  </message>
 </context>
 <context>
  <name>MarksController</name>
  <message>
   <source>Choose a vector layer in the Layers panel and select some of its features.</source>
   <translation>请在图层面板中选择一个矢量图层，并选中其中的若干要素。</translation>
  </message>
  <message>
   <source>There are no selected features.</source>
   <translation>没有选中的要素。</translation>
  </message>
  <message>
   <source>{count} of the features of “{layer}” was left out: #{id}, {reason}.</source>
   <translation>“{layer}”的要素中略去 {count} 个：#{id}，{reason}。</translation>
  </message>
  <message>
   <source>{count} of the features of “{layer}” were left out, as #{id}: {reason}.</source>
   <translation>“{layer}”的要素中略去 {count} 个，例如 #{id}：{reason}。</translation>
  </message>
 </context>
 <context>
  <name>MarksList</name>
  <message>
   <source>Hide</source>
   <translation>隐藏</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>移除</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>重命名</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>The marks as numbered on the map. A mark without its tick is neither drawn nor asked about. Double-click zooms, F2 renames, Delete removes, Ctrl+Z takes back.</source>
   <translation>标记列表，编号与地图一致。未勾选的标记既不绘制也不参与提问。双击缩放至标记，F2 重命名，Delete 移除，Ctrl+Z 撤销。</translation>
  </message>
  <message>
   <source>Zoom to</source>
   <translation>缩放至</translation>
  </message>
 </context>
 <context>
  <name>OptionsPage</name>
  <message>
   <source> % of its size</source>
   <translation> %（相对其大小）</translation>
  </message>
  <message>
   <source> pixels</source>
   <translation> 像元</translation>
  </message>
  <message>
   <source>Backend</source>
   <translation>后端</translation>
  </message>
  <message>
   <source>Backend command</source>
   <translation>后端命令</translation>
  </message>
  <message>
   <source>Closes the options with OK; installs, repairs or removes</source>
   <translation>以“确定”关闭选项对话框；用于安装、修复或移除</translation>
  </message>
  <message>
   <source>For instance: ssh gpu-box python -I -u -m backend</source>
   <translation>例如：ssh gpu-box python -I -u -m backend</translation>
  </message>
  <message>
   <source>Install…</source>
   <translation>安装…</translation>
  </message>
  <message>
   <source>Largest tile</source>
   <translation>最大瓦片</translation>
  </message>
  <message>
   <source>Longest side of what is sent with a question.</source>
   <translation>随问题发送的图像的最长边。</translation>
  </message>
  <message>
   <source>Margin around a feature</source>
   <translation>要素周围的边距</translation>
  </message>
  <message>
   <source>Preview outlines while the point tool is active</source>
   <translation>使用点工具时预览轮廓</translation>
  </message>
  <message>
   <source>Save results in</source>
   <translation>结果保存位置</translation>
  </message>
  <message>
   <source>The project's folder</source>
   <translation>工程所在文件夹</translation>
  </message>
  <message>
   <source>The view is looked at in the background whenever it rests.</source>
   <translation>视图静止时在后台进行分析。</translation>
  </message>
  <message>
   <source>This machine's own installation</source>
   <translation>本机的安装</translation>
  </message>
  <message>
   <source>What the model sees around each selected feature.</source>
   <translation>模型在每个选中要素周围看到的范围。</translation>
  </message>
 </context>
 <context>
  <name>OutputController</name>
  <message>
   <source>Choose label, score, description or answer in the same menu.</source>
   <translation>请在同一菜单中选择标签、得分、描述或回答。</translation>
  </message>
  <message>
   <source>Made the temporary layer “{layer}” with {count} answers.</source>
   <translation>已创建临时图层“{layer}”，含 {count} 个回答。</translation>
  </message>
  <message>
   <source>Nothing is chosen to be written.</source>
   <translation>没有选择要写入的内容。</translation>
  </message>
  <message>
   <source>The layer of the features was removed.</source>
   <translation>这些要素所在的图层已被移除。</translation>
  </message>
  <message>
   <source>Wrote {count} answers into “{layer}”: save its edits to keep them.</source>
   <translation>已将 {count} 个回答写入“{layer}”：请保存其编辑以保留它们。</translation>
  </message>
 </context>
 <context>
  <name>Processing</name>
  <message>
   <source>A polygon for each feature under which an object is seen.</source>
   <translation>每个要素下若有可见对象，则生成一个多边形。</translation>
  </message>
  <message>
   <source>A polygon for each one found.</source>
   <translation>每找到一个对象，生成一个多边形。</translation>
  </message>
  <message>
   <source>A polygon for each thing or part of the ground.</source>
   <translation>每个目标或每块地面一个多边形。</translation>
  </message>
  <message>
   <source>A word or two, such as: ships</source>
   <translation>一两个英语单词，例如：ships</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>回答</translation>
  </message>
  <message>
   <source>Answer as a text file</source>
   <translation>文本文件形式的回答</translation>
  </message>
  <message>
   <source>Answers a question about a raster layer, or an area of it, in words.

The area is looked at as one picture, reduced where it is large. The answer is the text output ANSWER, with SCORE (how sure it is, from 0 to 1) and VERDICT (answered, nothing found or not sure), for models and scripts to go on with; a text file can be written as well.</source>
   <translation>用文字回答关于栅格图层或其中某一区域的问题。

该区域作为一幅图像处理，范围较大时会降低分辨率。回答为文本输出 ANSWER，另有 SCORE（可信程度，0 至 1）和 VERDICT（已回答、未找到或不确定），供模型和脚本继续使用；也可写入文本文件。</translation>
  </message>
  <message>
   <source>Area</source>
   <translation>区域</translation>
  </message>
  <message>
   <source>Ask about a raster</source>
   <translation>就栅格提问</translation>
  </message>
  <message>
   <source>Asking about “{layer}” failed: {message}</source>
   <translation>询问“{layer}”失败：{message}</translation>
  </message>
  <message>
   <source>Auto lets the model choose by the question.</source>
   <translation>“自动”由模型根据问题选择。</translation>
  </message>
  <message>
   <source>Auto takes what was chosen for the layer in the dock, else guesses it from bands, data type and values; correct it where it errs.</source>
   <translation>“自动”采用停靠面板中为该图层选定的类型，否则根据波段、数据类型和像元值判断；判断有误时请更正。</translation>
  </message>
  <message>
   <source>Bands</source>
   <translation>波段</translation>
  </message>
  <message>
   <source>Changes</source>
   <translation>变化</translation>
  </message>
  <message>
   <source>Choose a folder you may write to.</source>
   <translation>请选择有写入权限的文件夹。</translation>
  </message>
  <message>
   <source>Choose two rasters of one place and an area that both show.</source>
   <translation>请选择同一地点的两个栅格，以及两者都覆盖的区域。</translation>
  </message>
  <message>
   <source>Classified</source>
   <translation>分类结果</translation>
  </message>
  <message>
   <source>Classify features</source>
   <translation>要素分类</translation>
  </message>
  <message>
   <source>Classify scenes</source>
   <translation>场景分类</translation>
  </message>
  <message>
   <source>Compare two dates</source>
   <translation>比较两个时期</translation>
  </message>
  <message>
   <source>Covered ground, such as water</source>
   <translation>覆盖的地面，例如水体</translation>
  </message>
  <message>
   <source>Describe features</source>
   <translation>要素描述</translation>
  </message>
  <message>
   <source>Described</source>
   <translation>描述结果</translation>
  </message>
  <message>
   <source>Draws a polygon around everything in a raster layer that a phrase names: ships, storage tanks, tennis courts.

The layer is read in overlapping tiles, in pixels of the size on the ground that the model declares for this kind of image; what several tiles show becomes one polygon. Polygons are in the CRS of the raster. Each has a label, a score from 0 to 1, its area in square metres on the ellipsoid, and where it comes from: raster, kind of image, model, time.

Stopping keeps what has been found so far in an output file.</source>
   <translation>为栅格图层中短语所指的每个对象绘制多边形：船舶、储罐、网球场（英语：ships、storage tanks、tennis courts）。

图层以重叠瓦片读取，像元的地面大小采用模型为该影像类型声明的值；多个瓦片中的同一对象合并为一个多边形。多边形采用栅格的坐标参考系。每个多边形都有标签、0 至 1 的得分、以平方米计的椭球面积，以及来源：栅格、影像类型、模型、时间。

停止后，已找到的内容保留在输出文件中。</translation>
  </message>
  <message>
   <source>Draws the outline of the object that each feature marks: from a point on it, a box or a rough polygon around it, or a line along it.

Polygons are in the CRS of the raster. Each has a label, a score from 0 to 1, its area in square metres on the ellipsoid, where it comes from, the id of its feature (source_fid) and the feature's own fields. Where no object is seen there is no polygon.

Stopping keeps what has been outlined so far in an output file.</source>
   <translation>绘制每个要素所标记对象的轮廓：要素可以是对象上的点、包围它的矩形或粗略多边形，或沿着它的线。

多边形采用栅格的坐标参考系。每个多边形都有标签、0 至 1 的得分、以平方米计的椭球面积、来源、对应要素的标识（source_fid）以及该要素自身的字段。看不到对象之处不生成多边形。

停止后，已勾绘的内容保留在输出文件中。</translation>
  </message>
  <message>
   <source>Earlier raster</source>
   <translation>早期栅格</translation>
  </message>
  <message>
   <source>EarthGPT-X: ask raster layers</source>
   <translation>EarthGPT-X：向栅格图层提问</translation>
  </message>
  <message>
   <source>Features</source>
   <translation>要素</translation>
  </message>
  <message>
   <source>Find a phrase in a raster</source>
   <translation>在栅格中查找短语</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>查找结果</translation>
  </message>
  <message>
   <source>From 0 to 1; lower finds more and errs more. Unset: what suits the model.</source>
   <translation>0 至 1；数值越低，找到越多，错误也越多。不设置则采用适合模型的值。</translation>
  </message>
  <message>
   <source>How many appeared</source>
   <translation>新出现的数量</translation>
  </message>
  <message>
   <source>How many changes are not sure</source>
   <translation>不确定的变化数量</translation>
  </message>
  <message>
   <source>How many disappeared</source>
   <translation>已消失的数量</translation>
  </message>
  <message>
   <source>How many stayed</source>
   <translation>未变的数量</translation>
  </message>
  <message>
   <source>How many were found</source>
   <translation>找到的数量</translation>
  </message>
  <message>
   <source>Kind of image</source>
   <translation>影像类型</translation>
  </message>
  <message>
   <source>Later raster</source>
   <translation>后期栅格</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>图层</translation>
  </message>
  <message>
   <source>Looks for what a phrase names in two rasters of one place and tells what appeared, disappeared and stayed.

The rasters may differ in pixel size, extent, CRS and sensor; only ground that both show is compared. Polygons are in the CRS of the later raster; those that stayed have their later outline. Beside the fields that “Find a phrase in a raster” writes, each has “change” and “sure”. Not sure is a change where the other date shows the same thing with a score below the minimum: perhaps nothing changed there.

Where the rasters do not lie exactly on each other, choose a smaller overlap. Stopping keeps what could be compared so far in an output file.</source>
   <translation>在同一地点的两个栅格中查找短语所指的内容，并说明哪些新出现、哪些已消失、哪些未变。

两个栅格的像元大小、范围、坐标参考系和传感器可以不同；只比较两者都显示的地面。多边形采用后期栅格的坐标参考系；未变的目标采用后期轮廓。除“在栅格中查找短语”写入的字段外，每个多边形还有“change”和“sure”。如果另一时期以低于最低得分显示同一目标，则该变化不确定：那里也许没有变化。

如果两个栅格没有精确对齐，请选择较小的重叠。停止时，输出文件会保留到目前为止能够比较的内容。</translation>
  </message>
  <message>
   <source>Margin around a feature, in percent of its size</source>
   <translation>要素周围的边距（占其大小的百分比）</translation>
  </message>
  <message>
   <source>Minimum score</source>
   <translation>最低得分</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>Outline features</source>
   <translation>勾绘要素轮廓</translation>
  </message>
  <message>
   <source>Outlines</source>
   <translation>轮廓</translation>
  </message>
  <message>
   <source>Pieces of “{layer}” to look at: {count}</source>
   <translation>要处理的“{layer}”分块数：{count}</translation>
  </message>
  <message>
   <source>Pixel size</source>
   <translation>像元大小</translation>
  </message>
  <message>
   <source>Pixels of the raster. Has no effect where polygons are given.</source>
   <translation>栅格的像元数。给出多边形时无效。</translation>
  </message>
  <message>
   <source>Points, lines or polygons in any CRS, each on one thing in the imagery.</source>
   <translation>任意坐标参考系的点、线或多边形，每个位于影像中的一个对象上。</translation>
  </message>
  <message>
   <source>Polygons</source>
   <translation>多边形</translation>
  </message>
  <message>
   <source>Question</source>
   <translation>问题</translation>
  </message>
  <message>
   <source>Question, answer, score, layer and model, in lines.</source>
   <translation>问题、回答、得分、图层和模型，每行一项。</translation>
  </message>
  <message>
   <source>Raster layer</source>
   <translation>栅格图层</translation>
  </message>
  <message>
   <source>Rasters</source>
   <translation>栅格</translation>
  </message>
  <message>
   <source>Read the layer coarser, for large things or a quick look. Unset: what the model declares for this kind of image; finer pixels are averaged, coarser ones enlarged at most twice.</source>
   <translation>以较粗的分辨率读取图层，适合大型对象或快速浏览。不设置则采用模型为该影像类型声明的值；更细的像元取平均，更粗的像元最多放大两倍。</translation>
  </message>
  <message>
   <source>Says of each feature what the imagery shows there: building, ship, storage tank.

The output is a copy of the features with the fields egx_label (the class), egx_score (how sure that is, from 0 to 1) and source_fid (the id of the feature). Features beyond the raster, or without a valid geometry, keep these empty. Rows come in the order in which the raster is read.

Stopping keeps the features that have been answered in an output file.</source>
   <translation>说明影像在每个要素处显示的是什么：建筑物、船舶、储罐（以英语给出）。

输出为要素的副本，带有字段 egx_label（类别）、egx_score（可信程度，0 至 1）和 source_fid（要素标识）。栅格范围之外或几何图形无效的要素，这些字段为空。行的顺序与读取栅格的顺序一致。

停止后，已回答的要素保留在输出文件中。</translation>
  </message>
  <message>
   <source>Says what kind of place an area shows: airport, harbour, farmland.

With polygons, each one is a place: the rectangle around it is looked at, and the output is a copy of the polygons. Without, the raster, or the chosen area of it, is divided into a grid of equal rectangles.

The fields egx_label (the class) and egx_score (how sure that is, from 0 to 1) hold the answer, and with polygons source_fid the id of the polygon. Places without data keep them empty.

Stopping keeps the places that have been answered in an output file.</source>
   <translation>说明一个区域属于哪类场所：机场、港口、农田（以英语给出）。

若给出多边形，每个多边形为一个场所：处理其外接矩形，输出为多边形的副本。否则将栅格或所选区域划分为等大的矩形格网。

字段 egx_label（类别）和 egx_score（可信程度，0 至 1）保存回答；给出多边形时 source_fid 为多边形标识。没有数据的场所这些字段为空。

停止后，已回答的场所保留在输出文件中。</translation>
  </message>
  <message>
   <source>Scenes</source>
   <translation>场景</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>得分</translation>
  </message>
  <message>
   <source>Set the CRS of the layer that has none.</source>
   <translation>请为没有坐标参考系的图层设置坐标参考系。</translation>
  </message>
  <message>
   <source>Shared area of two outlines by the area of both together, from which they are the same thing. Has no effect on covered ground.</source>
   <translation>两个轮廓的共同面积与二者合并面积之比，达到该值即视为同一目标。对覆盖的地面无效。</translation>
  </message>
  <message>
   <source>Side of a grid tile, in pixels</source>
   <translation>格网瓦片边长（像元）</translation>
  </message>
  <message>
   <source>Single things, such as ships</source>
   <translation>单个目标，例如船只</translation>
  </message>
  <message>
   <source>Smallest overlap</source>
   <translation>最小重叠</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>已停止。</translation>
  </message>
  <message>
   <source>Stopped; {} features were answered.</source>
   <translation>已停止；已回答 {} 个要素。</translation>
  </message>
  <message>
   <source>Stopped; {} outlines were drawn.</source>
   <translation>已停止；已绘制 {} 个轮廓。</translation>
  </message>
  <message>
   <source>Stopped; {} places were classified.</source>
   <translation>已停止；已分类 {} 个场所。</translation>
  </message>
  <message>
   <source>Such as: Is there a bridge? Describing and classifying need no question.</source>
   <translation>用英语，例如：Is there a bridge? 描述和分类不需要问题。</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>任务</translation>
  </message>
  <message>
   <source>Text files</source>
   <translation>文本文件</translation>
  </message>
  <message>
   <source>The features as they are, with the answer in further fields.</source>
   <translation>原有要素，回答写入附加字段。</translation>
  </message>
  <message>
   <source>The imagery: a file, a mosaic or an online layer; any data type and CRS.</source>
   <translation>影像：文件、镶嵌或在线图层；任意数据类型和坐标参考系。</translation>
  </message>
  <message>
   <source>The places; without polygons they are the tiles of a grid.</source>
   <translation>场所；不给出多边形时为格网的瓦片。</translation>
  </message>
  <message>
   <source>The polygons, or the tiles of the grid, with their class.</source>
   <translation>多边形或格网瓦片及其类别。</translation>
  </message>
  <message>
   <source>The question is empty.</source>
   <translation>问题为空。</translation>
  </message>
  <message>
   <source>There is nothing to find.</source>
   <translation>没有要查找的内容。</translation>
  </message>
  <message>
   <source>Things are the same where their outlines overlap; of ground the parts are drawn that were covered at one date only, or at both.</source>
   <translation>轮廓重叠的视为同一目标；对于地面，则绘出仅在一个时期或在两个时期都被覆盖的部分。</translation>
  </message>
  <message>
   <source>Three as red, green and blue, or one; as the layer's style where none is chosen.</source>
   <translation>三个波段作为红、绿、蓝，或一个波段；不选择时采用图层样式。</translation>
  </message>
  <message>
   <source>Type a phrase, such as: ships</source>
   <translation>请输入英语短语，例如：ships</translation>
  </message>
  <message>
   <source>Type one, or choose a task that needs none, such as “{}”.</source>
   <translation>请输入问题，或选择不需要问题的任务，例如“{}”。</translation>
  </message>
  <message>
   <source>Verdict</source>
   <translation>结论</translation>
  </message>
  <message>
   <source>What is compared</source>
   <translation>比较内容</translation>
  </message>
  <message>
   <source>What the model sees on each side of a feature; it is never less than 64 pixels.</source>
   <translation>模型在要素每一侧看到的范围；不会少于 64 个像素。</translation>
  </message>
  <message>
   <source>What to find</source>
   <translation>查找内容</translation>
  </message>
  <message>
   <source>Where to look; the whole layer where nothing is chosen. Online layers need one.</source>
   <translation>查找范围；不选择则为整个图层。在线图层必须选择。</translation>
  </message>
  <message>
   <source>Writes a short sentence about what the imagery shows at each feature.

The output is a copy of the features with the fields egx_answer (the sentence), egx_score (how sure it is, from 0 to 1) and source_fid (the id of the feature). Features beyond the raster, or without a valid geometry, keep these empty. Rows come in the order in which the raster is read.

Stopping keeps the features that have been answered in an output file.</source>
   <translation>用一句英语短句描述影像在每个要素处显示的内容。

输出为要素的副本，带有字段 egx_answer（句子）、egx_score（可信程度，0 至 1）和 source_fid（要素标识）。栅格范围之外或几何图形无效的要素，这些字段为空。行的顺序与读取栅格的顺序一致。

停止后，已回答的要素保留在输出文件中。</translation>
  </message>
  <message>
   <source>earlier</source>
   <translation>早期</translation>
  </message>
  <message>
   <source>later</source>
   <translation>后期</translation>
  </message>
  <message>
   <source>{count} features were not asked about, such as #{id}: {reason}.</source>
   <translation>有 {count} 个要素未提问，例如 #{id}：{reason}。</translation>
  </message>
  <message>
   <source>{path} cannot be written: {reason}</source>
   <translation>无法写入 {path}：{reason}</translation>
  </message>
  <message>
   <source>“{earlier}” and “{later}” do not lie on the same ground there.</source>
   <translation>“{earlier}”和“{later}”在那里不覆盖同一地面。</translation>
  </message>
  <message>
   <source>“{without}” has no CRS and “{other}” has one: they cannot be compared.</source>
   <translation>“{without}”没有坐标参考系，而“{other}”有：无法比较。</translation>
  </message>
 </context>
 <context>
  <name>PromptToolbar</name>
  <message>
   <source>Mark a box: drag around an object.</source>
   <translation>标记矩形：在对象周围拖动。</translation>
  </message>
  <message>
   <source>Mark a point: click on an object. Shift subtracts from the last mark. Esc leaves the tool.</source>
   <translation>标记点：单击对象。按住 Shift 从上一个标记中减去。Esc 退出工具。</translation>
  </message>
  <message>
   <source>Mark a polygon: click its corners, right-click ends it.</source>
   <translation>标记多边形：依次单击各角点，右键结束。</translation>
  </message>
  <message>
   <source>Mark free-hand: draw over an object.</source>
   <translation>手绘标记：在对象上涂画。</translation>
  </message>
  <message>
   <source>Remove all marks.</source>
   <translation>移除所有标记。</translation>
  </message>
  <message>
   <source>Remove the marks chosen in the list.</source>
   <translation>移除列表中选中的标记。</translation>
  </message>
  <message>
   <source>Take back the last change of the marks (Ctrl+Z; Ctrl+Shift+Z makes it again).</source>
   <translation>撤销对标记的上一次更改（Ctrl+Z；Ctrl+Shift+Z 重做）。</translation>
  </message>
  <message>
   <source>Use the selected features of the current vector layer as marks.</source>
   <translation>将当前矢量图层的选中要素用作标记。</translation>
  </message>
 </context>
 <context>
  <name>Provenance</name>
  <message>
   <source>, stretch {stretch}</source>
   <translation>，拉伸 {stretch}</translation>
  </message>
  <message>
   <source>Polygons a model drew on rasters, see the history.</source>
   <translation>由模型在栅格上绘制的多边形，参见历史记录。</translation>
  </message>
  <message>
   <source>none (untrained)</source>
   <translation>无（未训练）</translation>
  </message>
  <message>
   <source>{created}: {task} “{question}” on {source_layer} ({source_kind}), model {model}, weights sha256 {weights_sha256}</source>
   <translation>{created}：{task}“{question}”，图层 {source_layer}（{source_kind}），模型 {model}，权重 sha256 {weights_sha256}</translation>
  </message>
 </context>
 <context>
  <name>QuestionLine</name>
  <message>
   <source>Ask</source>
   <translation>提问</translation>
  </message>
  <message>
   <source>Ask about what the map shows of the layer (Enter)</source>
   <translation>就地图所显示的图层范围提问（回车键）</translation>
  </message>
  <message>
   <source>Enter asks, Shift+Enter begins a new line.</source>
   <translation>按回车键提问，Shift+回车键换行。</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Stop the answer; what has come so far is kept (Esc)</source>
   <translation>停止回答；已得到的内容会保留（Esc）</translation>
  </message>
 </context>
 <context>
  <name>RecipeDialog</name>
  <message>
   <source>All of it</source>
   <translation>整个图层</translation>
  </message>
  <message>
   <source>Area</source>
   <translation>范围</translation>
  </message>
  <message>
   <source>For large layers, use “Find a phrase in a raster” of the Processing toolbox.</source>
   <translation>对于大型图层，请使用处理工具箱中的“在栅格中查找短语”。</translation>
  </message>
  <message>
   <source>Raster layer</source>
   <translation>栅格图层</translation>
  </message>
  <message>
   <source>Recipe</source>
   <translation>配方</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>运行</translation>
  </message>
  <message>
   <source>Run a recipe of “{}”</source>
   <translation>运行“{}”的配方</translation>
  </message>
  <message>
   <source>Sensor: {sensor}, minimum score {score}, tiles of {tile} pixels
Answered then by {model}</source>
   <translation>传感器：{sensor}，最低得分 {score}，瓦片 {tile} 像元
当时由 {model} 回答</translation>
  </message>
  <message>
   <source>What the map shows of it</source>
   <translation>地图所显示的部分</translation>
  </message>
 </context>
 <context>
  <name>RecipePlanner</name>
  <message>
   <source>The recipe was made with {then}; {now} with other weights answers now.</source>
   <translation>该配方由 {then} 生成；现在由权重不同的 {now} 回答。</translation>
  </message>
 </context>
 <context>
  <name>RefineController</name>
  <message>
   <source>Ask again to have them anew.</source>
   <translation>请再次提问以重新生成。</translation>
  </message>
  <message>
   <source>Refine “{}”</source>
   <translation>优化“{}”</translation>
  </message>
  <message>
   <source>The polygons of this answer are gone.</source>
   <translation>此回答的多边形已不存在。</translation>
  </message>
 </context>
 <context>
  <name>RefinePanel</name>
  <message>
   <source> square units</source>
   <translation> 平方单位</translation>
  </message>
  <message>
   <source>Any size</source>
   <translation>任意大小</translation>
  </message>
  <message>
   <source>As found</source>
   <translation>保持原样</translation>
  </message>
  <message>
   <source>At least</source>
   <translation>不小于</translation>
  </message>
  <message>
   <source>Back to the polygons as they were found</source>
   <translation>恢复为最初找到的多边形</translation>
  </message>
  <message>
   <source>Close; the polygons stay as they are</source>
   <translation>关闭；多边形保持现状</translation>
  </message>
  <message>
   <source>Merge those that touch</source>
   <translation>合并相接的多边形</translation>
  </message>
  <message>
   <source>Outlines</source>
   <translation>轮廓</translation>
  </message>
  <message>
   <source>Polygons</source>
   <translation>多边形</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>重置</translation>
  </message>
  <message>
   <source>Right angles (buildings)</source>
   <translation>直角（建筑物）</translation>
  </message>
  <message>
   <source>Smaller polygons are dropped; lower it to get them back.</source>
   <translation>较小的多边形会被去掉；调低此值可恢复。</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>平滑</translation>
  </message>
  <message>
   <source>Split into single parts</source>
   <translation>拆分为单个部分</translation>
  </message>
 </context>
 <context>
  <name>ResultPanel</name>
  <message>
   <source>Adds fields in the layer's edit buffer, as one undo step</source>
   <translation>在图层的编辑会话中添加字段，可一步撤销</translation>
  </message>
  <message>
   <source>Answer to the question</source>
   <translation>问题的回答</translation>
  </message>
  <message>
   <source>Description</source>
   <translation>描述</translation>
  </message>
  <message>
   <source>Into a copy of the layer</source>
   <translation>写入图层的副本</translation>
  </message>
  <message>
   <source>Into the field {}</source>
   <translation>写入字段 {}</translation>
  </message>
  <message>
   <source>Into the layer itself</source>
   <translation>写入图层本身</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>Minimum score</source>
   <translation>最低得分</translation>
  </message>
  <message>
   <source>No polygons yet</source>
   <translation>尚无多边形</translation>
  </message>
  <message>
   <source>Polygons scored lower are hidden, not deleted; nothing is asked anew.</source>
   <translation>得分较低的多边形只是隐藏，不会删除；也不会重新提问。</translation>
  </message>
  <message>
   <source>Polygons: {}</source>
   <translation>多边形：{}</translation>
  </message>
  <message>
   <source>Polygons: {}, hidden: {}</source>
   <translation>多边形：{}，隐藏：{}</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Save the result layer to a file</source>
   <translation>将结果图层保存到文件</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>得分</translation>
  </message>
  <message>
   <source>What</source>
   <translation>内容</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Write to features</source>
   <translation>写入要素</translation>
  </message>
  <message>
   <source>Write what was said of the selected features into fields of their layer</source>
   <translation>将关于选中要素的回答写入其图层的字段</translation>
  </message>
 </context>
 <context>
  <name>ResultStyle</name>
  <message>
   <source>other</source>
   <translation>其他</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>已拒绝</translation>
  </message>
  <message>
   <source>{label}, low score</source>
   <translation>{label}，得分低</translation>
  </message>
 </context>
 <context>
  <name>ResultsController</name>
  <message>
   <source>All polygons of this phrase are below the minimum score.</source>
   <translation>此短语的所有多边形都低于最低得分。</translation>
  </message>
  <message>
   <source>Answers stay in the temporary layer; save it again to go on in a table.</source>
   <translation>回答仍写入临时图层；再次保存后可继续写入表。</translation>
  </message>
  <message>
   <source>Ask again.</source>
   <translation>请再次提问。</translation>
  </message>
  <message>
   <source>Lower the slider to see them.</source>
   <translation>调低滑块即可看到它们。</translation>
  </message>
  <message>
   <source>The layer of these polygons was removed.</source>
   <translation>这些多边形所在的图层已被移除。</translation>
  </message>
  <message>
   <source>The project was closed while {} polygons were on their way.</source>
   <translation>项目关闭时，还有 {} 个多边形未写入。</translation>
  </message>
  <message>
   <source>The results were saved to {}, but have changed meanwhile.</source>
   <translation>结果已保存到 {}，但期间又有改动。</translation>
  </message>
  <message>
   <source>They were dropped: ask again.</source>
   <translation>它们已被丢弃：请再次提问。</translation>
  </message>
 </context>
 <context>
  <name>Review</name>
  <message>
   <source>Accept a polygon</source>
   <translation>接受多边形</translation>
  </message>
  <message>
   <source>Reject a polygon</source>
   <translation>拒绝多边形</translation>
  </message>
  <message>
   <source>Save it to a file of yours, add that to the project and review it there.</source>
   <translation>请将其保存为自己的文件，添加到工程后在那里审核。</translation>
  </message>
  <message>
   <source>Take a decision back</source>
   <translation>撤回决定</translation>
  </message>
  <message>
   <source>The decisions could not be saved in “{layer}”: {reason}</source>
   <translation>决定无法保存到“{layer}”：{reason}</translation>
  </message>
  <message>
   <source>They stand in its edit session; save the edits or a copy of it.</source>
   <translation>它们保留在编辑会话中；请保存编辑或保存副本。</translation>
  </message>
  <message>
   <source>“{layer}” takes no decisions: it cannot be edited.</source>
   <translation>“{layer}”无法记录决定：该图层不可编辑。</translation>
  </message>
 </context>
 <context>
  <name>ReviewBar</name>
  <message>
   <source>Accept</source>
   <translation>接受</translation>
  </message>
  <message>
   <source>Accept this polygon (A)</source>
   <translation>接受此多边形（A）</translation>
  </message>
  <message>
   <source>Accepted: {accepted}, rejected: {rejected}</source>
   <translation>已接受：{accepted}，已拒绝：{rejected}</translation>
  </message>
  <message>
   <source>Export the decisions as training data…</source>
   <translation>将决定导出为训练数据…</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>下一个</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>拒绝</translation>
  </message>
  <message>
   <source>Reject this polygon (R)</source>
   <translation>拒绝此多边形（R）</translation>
  </message>
  <message>
   <source>Save the decisions and end the review (Esc)</source>
   <translation>保存决定并结束审核（Esc）</translation>
  </message>
  <message>
   <source>Show the next polygon without a decision (N)</source>
   <translation>显示下一个未作决定的多边形（N）</translation>
  </message>
  <message>
   <source>Take the last decision back</source>
   <translation>撤回上一个决定</translation>
  </message>
  <message>
   <source>{reviewed} of {total} reviewed</source>
   <translation>已审核 {reviewed}，共 {total}</translation>
  </message>
 </context>
 <context>
  <name>ReviewController</name>
  <message>
   <source> Put the raster of “{}” beside the file first.</source>
   <translation> 请先将“{}”的栅格放到该文件旁边。</translation>
  </message>
  <message>
   <source>Choose one with the polygons of answers: label, score and status.</source>
   <translation>请选择含有回答多边形的图层：字段 label、score 和 status。</translation>
  </message>
  <message>
   <source>Every polygon has its decision</source>
   <translation>每个多边形都已作出决定</translation>
  </message>
  <message>
   <source>Export the decisions as training data</source>
   <translation>将决定导出为训练数据</translation>
  </message>
  <message>
   <source>Exported {accepted} accepted and {rejected} rejected polygons. Train with them: python -m backend.train --data {path}</source>
   <translation>已导出 {accepted} 个已接受和 {rejected} 个已拒绝的多边形。可用于训练：python -m backend.train --data {path}</translation>
  </message>
  <message>
   <source>GeoPackage (*.gpkg)</source>
   <translation>GeoPackage (*.gpkg)</translation>
  </message>
  <message>
   <source>The review ended with the edit session.</source>
   <translation>审核随编辑会话一同结束。</translation>
  </message>
  <message>
   <source>This layer cannot be reviewed.</source>
   <translation>此图层无法审核。</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>无标签</translation>
  </message>
 </context>
 <context>
  <name>SaveController</name>
  <message>
   <source> Further answers go straight into it.</source>
   <translation> 后续回答将直接写入其中。</translation>
  </message>
  <message>
   <source> The table has no field {}.</source>
   <translation> 该表没有字段 {}。</translation>
  </message>
  <message>
   <source>EarthGPT-X: saving {}</source>
   <translation>EarthGPT-X：正在保存 {}</translation>
  </message>
  <message>
   <source>Results are being saved.</source>
   <translation>正在保存结果。</translation>
  </message>
  <message>
   <source>Saved {count} polygons to table “{table}” of {path}.</source>
   <translation>已将 {count} 个多边形保存到 {path} 的表“{table}”。</translation>
  </message>
  <message>
   <source>Saved {count} polygons to {path}.</source>
   <translation>已将 {count} 个多边形保存到 {path}。</translation>
  </message>
  <message>
   <source>The result layer was removed.</source>
   <translation>结果图层已被移除。</translation>
  </message>
  <message>
   <source>Wait for it or cancel it.</source>
   <translation>请等待完成，或取消。</translation>
  </message>
 </context>
 <context>
  <name>SaveDialog</name>
  <message>
   <source>Append to the table</source>
   <translation>追加到该表</translation>
  </message>
  <message>
   <source>As a new table</source>
   <translation>作为新表</translation>
  </message>
  <message>
   <source>Choose a file.</source>
   <translation>请选择文件。</translation>
  </message>
  <message>
   <source>File</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>Further answers go straight into this table</source>
   <translation>后续回答直接写入此表</translation>
  </message>
  <message>
   <source>GeoPackage (*.gpkg)</source>
   <translation>GeoPackage (*.gpkg)</translation>
  </message>
  <message>
   <source>Hidden polygons, too: {}</source>
   <translation>包括隐藏的多边形：{}</translation>
  </message>
  <message>
   <source>Name the table.</source>
   <translation>请为表命名。</translation>
  </message>
  <message>
   <source>Replace the file and all that is in it</source>
   <translation>替换该文件及其中的全部内容</translation>
  </message>
  <message>
   <source>Replace the table and all that is in it</source>
   <translation>替换该表及其中的全部内容</translation>
  </message>
  <message>
   <source>Save results</source>
   <translation>保存结果</translation>
  </message>
  <message>
   <source>Selected polygons only: {}</source>
   <translation>仅选中的多边形：{}</translation>
  </message>
  <message>
   <source>Table</source>
   <translation>表</translation>
  </message>
  <message>
   <source>The file exists: choose whether to replace it.</source>
   <translation>文件已存在：请选择是否替换。</translation>
  </message>
  <message>
   <source>The file exists; what is in it stays as it is.</source>
   <translation>文件已存在；其中的内容保持不变。</translation>
  </message>
  <message>
   <source>The file has a table of this name: choose what to do with it.</source>
   <translation>文件中已有同名的表：请选择如何处理。</translation>
  </message>
  <message>
   <source>The table takes the place of the temporary layer, hidden polygons included</source>
   <translation>该表将取代临时图层，包括隐藏的多边形</translation>
  </message>
 </context>
 <context>
  <name>SavedCopy</name>
  <message>
   <source>Choose a folder you may write to. The results are still in their layer.</source>
   <translation>请选择有写入权限的文件夹。结果仍在其图层中。</translation>
  </message>
  <message>
   <source>It may have been moved or unmounted. Choose another folder.</source>
   <translation>文件夹可能已被移动或卸载。请选择其他文件夹。</translation>
  </message>
  <message>
   <source>Save or discard your edits, or save what is shown only.</source>
   <translation>请保存或放弃编辑，或仅保存显示的内容。</translation>
  </message>
  <message>
   <source>Saving was cancelled: nothing was written.</source>
   <translation>保存已取消：未写入任何内容。</translation>
  </message>
  <message>
   <source>The folder of {path} does not exist.</source>
   <translation>{path} 所在的文件夹不存在。</translation>
  </message>
  <message>
   <source>The results are still in their layer.</source>
   <translation>结果仍在其图层中。</translation>
  </message>
  <message>
   <source>{path} cannot be written: {reason}.</source>
   <translation>无法写入 {path}：{reason}。</translation>
  </message>
  <message>
   <source>“{layer}” is being edited: its hidden features cannot be saved.</source>
   <translation>“{layer}”正在编辑中：无法保存其隐藏的要素。</translation>
  </message>
 </context>
 <context>
  <name>SavingLine</name>
  <message>
   <source>Cancel; files stay as they were</source>
   <translation>取消；文件保持原样</translation>
  </message>
  <message>
   <source>Saving</source>
   <translation>正在保存</translation>
  </message>
 </context>
 <context>
  <name>SegmentLayer</name>
  <message>
   <source>Add an answer</source>
   <translation>添加回答</translation>
  </message>
  <message>
   <source>Ask again: a new one will be made.</source>
   <translation>请再次提问：将新建一个。</translation>
  </message>
  <message>
   <source>EarthGPT-X results</source>
   <translation>EarthGPT-X 结果</translation>
  </message>
  <message>
   <source>Let a new result layer be made.</source>
   <translation>请新建结果图层。</translation>
  </message>
  <message>
   <source>Make room on the disk, or its file writable, and refine again.</source>
   <translation>请腾出磁盘空间或使文件可写，然后再次优化。</translation>
  </message>
  <message>
   <source>Make room on the disk, or remove the layer and ask again: a new one will be made.</source>
   <translation>请在磁盘上腾出空间，或移除该图层并再次提问：将新建一个。</translation>
  </message>
  <message>
   <source>Save or discard your edits, then move the slider again.</source>
   <translation>请保存或放弃编辑，然后再次移动滑块。</translation>
  </message>
  <message>
   <source>Save or discard your edits, then save the layer.</source>
   <translation>请先保存或放弃编辑，然后保存图层。</translation>
  </message>
  <message>
   <source>The answer about “{source}” has another CRS than “{layer}”.</source>
   <translation>关于“{source}”的回答与“{layer}”的坐标参考系不同。</translation>
  </message>
  <message>
   <source>The result layer was removed.</source>
   <translation>结果图层已被移除。</translation>
  </message>
  <message>
   <source>The results are still in their temporary layer.</source>
   <translation>结果仍在其临时图层中。</translation>
  </message>
  <message>
   <source>{path} cannot be opened.</source>
   <translation>无法打开 {path}。</translation>
  </message>
  <message>
   <source>“{layer}” is being edited and cannot be filtered.</source>
   <translation>“{layer}”正在编辑中，无法过滤。</translation>
  </message>
  <message>
   <source>“{layer}” is being edited.</source>
   <translation>“{layer}”正在编辑中。</translation>
  </message>
  <message>
   <source>“{layer}” keeps polygons that were to go; some stand twice: {}</source>
   <translation>“{layer}”保留了本应移除的多边形；有些重复存在：{}</translation>
  </message>
  <message>
   <source>“{layer}” refused the answer's polygons. {reason}</source>
   <translation>“{layer}”拒绝了回答的多边形。{reason}</translation>
  </message>
  <message>
   <source>“{layer}” was not made for answers.</source>
   <translation>“{layer}”不是用于保存回答的图层。</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>Answering</source>
   <translation>正在回答</translation>
  </message>
  <message>
   <source>Ask again.</source>
   <translation>请再次提问。</translation>
  </message>
  <message>
   <source>Choose a smaller tile size in the settings.</source>
   <translation>请在设置中选择较小的瓦片大小。</translation>
  </message>
  <message>
   <source>It is being started again: ask again.</source>
   <translation>正在重新启动：请再次提问。</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>已停止。</translation>
  </message>
  <message>
   <source>The backend was started anew.</source>
   <translation>后端已重新启动。</translation>
  </message>
  <message>
   <source>The tile is too large to be sent ({}).</source>
   <translation>瓦片过大，无法发送（{}）。</translation>
  </message>
 </context>
 <context>
  <name>SingleFiles</name>
  <message>
   <source>A shapefile cuts field names to {length} characters: {names}.</source>
   <translation>Shapefile 会将字段名截断为 {length} 个字符：{names}。</translation>
  </message>
  <message>
   <source>Choose another name, or choose to replace it.</source>
   <translation>请选择其他名称，或选择替换。</translation>
  </message>
  <message>
   <source>GeoJSON is always in longitude and latitude (WGS 84).</source>
   <translation>GeoJSON 始终采用经纬度（WGS 84）。</translation>
  </message>
  <message>
   <source>It cuts texts to {length} characters, holds at most 2 GB, and keeps one style only, in a file beside it.</source>
   <translation>它会将文本截断为 {length} 个字符，最大 2 GB，且只能在旁边的文件中保存一个样式。</translation>
  </message>
  <message>
   <source>Let its name end with .gpkg, .geojson, .fgb or .shp.</source>
   <translation>请使文件名以 .gpkg、.geojson、.fgb 或 .shp 结尾。</translation>
  </message>
  <message>
   <source>The results have no CRS; readers will take them for degrees.</source>
   <translation>结果没有坐标参考系；其他程序会将其视为经纬度。</translation>
  </message>
  <message>
   <source>the disk may be full</source>
   <translation>磁盘可能已满</translation>
  </message>
  <message>
   <source>{path} exists already.</source>
   <translation>{path} 已存在。</translation>
  </message>
  <message>
   <source>{path} is in no format that is known here.</source>
   <translation>{path} 的格式无法识别。</translation>
  </message>
 </context>
 <context>
  <name>SourcePanel</name>
  <message>
   <source>Bands</source>
   <translation>波段</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>图层</translation>
  </message>
  <message>
   <source>Sensor</source>
   <translation>传感器</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>任务</translation>
  </message>
  <message>
   <source>The raster layer that is asked about, as far as it is in view.</source>
   <translation>要提问的栅格图层，限于视图内的部分。</translation>
  </message>
  <message>
   <source>{auto}: {sensor}</source>
   <translation>{auto}：{sensor}</translation>
  </message>
 </context>
 <context>
  <name>StateLine</name>
  <message>
   <source>Busy</source>
   <translation>忙碌</translation>
  </message>
  <message>
   <source>Choose another backend</source>
   <translation>选择其他后端</translation>
  </message>
  <message>
   <source>Install the backend, or repair it</source>
   <translation>安装或修复后端</translation>
  </message>
  <message>
   <source>Install…</source>
   <translation>安装…</translation>
  </message>
  <message>
   <source>Ready</source>
   <translation>就绪</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>启动</translation>
  </message>
  <message>
   <source>Start the backend</source>
   <translation>启动后端</translation>
  </message>
  <message>
   <source>Starting the backend</source>
   <translation>正在启动后端</translation>
  </message>
  <message>
   <source>The backend failed</source>
   <translation>后端出错</translation>
  </message>
  <message>
   <source>The backend is not started</source>
   <translation>后端未启动</translation>
  </message>
 </context>
 <context>
  <name>TableAppend</name>
  <message>
   <source>Append results</source>
   <translation>追加结果</translation>
  </message>
  <message>
   <source>Appending was cancelled: “{layer}” is as before.</source>
   <translation>已取消追加：“{layer}”保持原样。</translation>
  </message>
  <message>
   <source>Choose another layer, or save the results as a file of their own.</source>
   <translation>请选择其他图层，或将结果保存为单独的文件。</translation>
  </message>
  <message>
   <source>Close the file in other programs, or save the results as a new table.</source>
   <translation>请在其他程序中关闭该文件，或将结果保存为新表。</translation>
  </message>
  <message>
   <source>Make room on the disk, delete the last rows of the table, append again.</source>
   <translation>请释放磁盘空间，删除表中最后追加的行，然后重新追加。</translation>
  </message>
  <message>
   <source>Nothing was appended to {table}: {reason}</source>
   <translation>未向 {table} 追加任何内容：{reason}</translation>
  </message>
  <message>
   <source>it holds {theirs}, the results are {ours}</source>
   <translation>该表为{theirs}，而结果为{ours}</translation>
  </message>
  <message>
   <source>{count} of the rows came into {table}, then it failed: {reason}</source>
   <translation>已有 {count} 行写入 {table}，随后失败：{reason}</translation>
  </message>
  <message>
   <source>“{layer}” takes no new features.</source>
   <translation>“{layer}”不接受新要素。</translation>
  </message>
 </context>
 <context>
  <name>TaskTexts</name>
  <message>
   <source>A description whose phrases are linked to polygons.</source>
   <translation>描述中的短语与多边形相关联。</translation>
  </message>
  <message>
   <source>A sentence or two about what the view shows.</source>
   <translation>用一两句话描述视图内容。</translation>
  </message>
  <message>
   <source>A short sentence for each mark.</source>
   <translation>为每个标记写一句短句。</translation>
  </message>
  <message>
   <source>Aerial or satellite photograph.</source>
   <translation>航空或卫星影像。</translation>
  </message>
  <message>
   <source>Answer a question</source>
   <translation>回答问题</translation>
  </message>
  <message>
   <source>Answers a question about the view in words.</source>
   <translation>用文字回答关于视图的问题。</translation>
  </message>
  <message>
   <source>Ask about the view or the marks</source>
   <translation>用英语提问</translation>
  </message>
  <message>
   <source>Auto</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Box</source>
   <translation>矩形</translation>
  </message>
  <message>
   <source>Classify marks</source>
   <translation>标记分类</translation>
  </message>
  <message>
   <source>Classify the scene</source>
   <translation>场景分类</translation>
  </message>
  <message>
   <source>Compare dates</source>
   <translation>比较时相</translation>
  </message>
  <message>
   <source>Count</source>
   <translation>计数</translation>
  </message>
  <message>
   <source>Counts what the question names, by finding each one.</source>
   <translation>逐个查找问题所指的对象并计数。</translation>
  </message>
  <message>
   <source>Describe marks</source>
   <translation>描述标记</translation>
  </message>
  <message>
   <source>Describe marks in detail</source>
   <translation>详细描述标记</translation>
  </message>
  <message>
   <source>Describe the view</source>
   <translation>描述视图</translation>
  </message>
  <message>
   <source>Describe with polygons</source>
   <translation>带多边形的描述</translation>
  </message>
  <message>
   <source>Find everything</source>
   <translation>查找全部</translation>
  </message>
  <message>
   <source>Find similar</source>
   <translation>查找相似</translation>
  </message>
  <message>
   <source>Finds the one object a description means: the left-most ship, …</source>
   <translation>查找描述所指的那一个对象：“the left-most ship”等</translation>
  </message>
  <message>
   <source>Guessed from bands, data type and statistics.</source>
   <translation>根据波段、数据类型和统计值判断。</translation>
  </message>
  <message>
   <source>How the marks stand to each other; needs two or more.</source>
   <translation>各标记之间的关系；需要两个或更多标记。</translation>
  </message>
  <message>
   <source>Infrared</source>
   <translation>红外</translation>
  </message>
  <message>
   <source>Locate</source>
   <translation>定位</translation>
  </message>
  <message>
   <source>One sentence about all marks together.</source>
   <translation>用一句话概括所有标记。</translation>
  </message>
  <message>
   <source>One word for the whole view: airport, harbour, farmland, …</source>
   <translation>用一个词概括整个视图：机场、港口、农田等</translation>
  </message>
  <message>
   <source>Optical</source>
   <translation>光学</translation>
  </message>
  <message>
   <source>Outline marks</source>
   <translation>勾绘标记轮廓</translation>
  </message>
  <message>
   <source>Point</source>
   <translation>点</translation>
  </message>
  <message>
   <source>Polygon</source>
   <translation>多边形</translation>
  </message>
  <message>
   <source>Polygons of everything in the view that looks like the marked object.</source>
   <translation>视图中与所标记对象相似的全部对象的多边形。</translation>
  </message>
  <message>
   <source>Polygons of everything in the view that the question names.</source>
   <translation>视图中问题所指的全部对象的多边形。</translation>
  </message>
  <message>
   <source>Press Ask; no question is needed</source>
   <translation>按“提问”即可</translation>
  </message>
  <message>
   <source>Radar: amplitude or backscatter.</source>
   <translation>雷达：振幅或后向散射。</translation>
  </message>
  <message>
   <source>Relate marks</source>
   <translation>标记间的关系</translation>
  </message>
  <message>
   <source>SAR</source>
   <translation>SAR</translation>
  </message>
  <message>
   <source>Says what each mark or selected feature is.</source>
   <translation>说明每个标记或选中要素是什么。</translation>
  </message>
  <message>
   <source>Scribble</source>
   <translation>手绘</translation>
  </message>
  <message>
   <source>Several sentences for each mark: what it is, how it looks, where it lies.</source>
   <translation>为每个标记写几句话：是什么、外观如何、位于何处。</translation>
  </message>
  <message>
   <source>Summarise marks</source>
   <translation>概括标记</translation>
  </message>
  <message>
   <source>The exact polygon of each marked object; a Shift-click subtracts from it.</source>
   <translation>每个标记对象的精确多边形；按住 Shift 单击可从中减去。</translation>
  </message>
  <message>
   <source>The model reads the question and chooses the task.</source>
   <translation>由模型阅读问题并选择任务。</translation>
  </message>
  <message>
   <source>Thermal infrared: bright is warm.</source>
   <translation>热红外：越亮越热。</translation>
  </message>
  <message>
   <source>What changed between two rasters of the same place.</source>
   <translation>同一地点两幅栅格之间的变化。</translation>
  </message>
  <message>
   <source>What to look for, such as: ships</source>
   <translation>英语，例如：ships</translation>
  </message>
 </context>
 <context>
  <name>TemporaryTable</name>
  <message>
   <source>Make room there or let it be written to, then ask again.</source>
   <translation>请在该处腾出空间或允许写入，然后重新提问。</translation>
  </message>
  <message>
   <source>No temporary layer for the polygons could be made in {folder}: {reason}</source>
   <translation>无法在 {folder} 中为多边形创建临时图层：{reason}</translation>
  </message>
 </context>
 <context>
  <name>TileQuestion</name>
  <message>
   <source>Mark {} is not in view and was left out.</source>
   <translation>标记 {} 不在视图内，已略去。</translation>
  </message>
 </context>
 <context>
  <name>ToolShortcuts</name>
  <message>
   <source>EarthGPT-X: mark boxes</source>
   <translation>EarthGPT-X：标记矩形</translation>
  </message>
  <message>
   <source>EarthGPT-X: mark free-hand</source>
   <translation>EarthGPT-X：手绘标记</translation>
  </message>
  <message>
   <source>EarthGPT-X: mark points</source>
   <translation>EarthGPT-X：标记点</translation>
  </message>
  <message>
   <source>EarthGPT-X: mark polygons</source>
   <translation>EarthGPT-X：标记多边形</translation>
  </message>
 </context>
 <context>
  <name>Tour</name>
  <message>
   <source>Done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>下一步</translation>
  </message>
  <message>
   <source>Skip</source>
   <translation>跳过</translation>
  </message>
 </context>
 <context>
  <name>TrainingExport</name>
  <message>
   <source>Accept some in the review first: the model learns from these.</source>
   <translation>请先在审核中接受一些多边形：模型从中学习。</translation>
  </message>
  <message>
   <source>No polygon of “{layer}” is accepted yet.</source>
   <translation>“{layer}”还没有被接受的多边形。</translation>
  </message>
 </context>
 <context>
  <name>ViewPlan</name>
  <message>
   <source>The pixels are coarser than what the model was trained on: enlarged {times} times, expect mistakes.</source>
   <translation>像元比模型训练所用的更粗：已放大 {times} 倍，可能出错。</translation>
  </message>
  <message>
   <source>The view is {size} times as wide as the model reads at full detail: it gets an overview only. Zoom in, or find in all {count} tiles with the Processing toolbox.</source>
   <translation>视图宽度是模型全分辨率读取宽度的 {size} 倍：模型只看到概览。请放大，或用处理工具箱在全部 {count} 个瓦片中查找。</translation>
  </message>
  <message>
   <source>The view is {size} times as wide as the model reads at full detail: it gets an overview. Zoom in for details.</source>
   <translation>视图宽度是模型全分辨率读取宽度的 {size} 倍：模型看到的是概览。如需细节请放大。</translation>
  </message>
  <message>
   <source>The view is {size} times as wide as the model reads at full detail: it is searched in {count} tiles.</source>
   <translation>视图宽度是模型全分辨率读取宽度的 {size} 倍：将分 {count} 个瓦片查找。</translation>
  </message>
  <message>
   <source>The view is {size} times as wide as the model reads at full detail: only what is around the marks is read.</source>
   <translation>视图宽度是模型全分辨率读取宽度的 {size} 倍：只读取标记周围的部分。</translation>
  </message>
  <message>
   <source>“{find}” searches all of it.</source>
   <translation>“{find}”会搜索全部范围。</translation>
  </message>
 </context>
</TS>
