<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>AnswerTexts</name>
  <message>
   <source>Best candidate: {label}, score {score}.</source>
   <translation>Bester Kandidat: {label}, Bewertung {score}.</translation>
  </message>
  <message>
   <source>Failed: </source>
   <translation>Fehlgeschlagen: </translation>
  </message>
  <message>
   <source>Mark {number}</source>
   <translation>Markierung {number}</translation>
  </message>
  <message>
   <source>Not sure. Score {score}: take this as a guess.</source>
   <translation>Nicht sicher. Bewertung {score}: nur eine Vermutung.</translation>
  </message>
  <message>
   <source>Nothing found.</source>
   <translation>Nichts gefunden.</translation>
  </message>
  <message>
   <source>mark {}</source>
   <translation>Markierung {}</translation>
  </message>
  <message>
   <source>marks {}</source>
   <translation>Markierungen {}</translation>
  </message>
  <message>
   <source>score {}</source>
   <translation>Bewertung {}</translation>
  </message>
  <message>
   <source>{answered} of {asked} marks answered. {counts}</source>
   <translation>{answered} von {asked} Markierungen beantwortet. {counts}</translation>
  </message>
  <message>
   <source>{} marks</source>
   <translation>{} Markierungen</translation>
  </message>
  <message>
   <source>{} s</source>
   <translation>{} s</translation>
  </message>
 </context>
 <context>
  <name>AnsweredPolygons</name>
  <message>
   <source>Polygons of this answer were changed or removed by hand.</source>
   <translation>Polygone dieser Antwort wurden von Hand geändert oder gelöscht.</translation>
  </message>
  <message>
   <source>Save or discard your edits, then refine.</source>
   <translation>Speichern oder verwerfen Sie Ihre Änderungen und verfeinern Sie dann.</translation>
  </message>
  <message>
   <source>They are left as they are; ask again to refine anew.</source>
   <translation>Sie bleiben, wie sie sind; fragen Sie noch einmal, um neu zu verfeinern.</translation>
  </message>
  <message>
   <source>“{layer}” is being edited.</source>
   <translation>„{layer}“ wird gerade bearbeitet.</translation>
  </message>
 </context>
 <context>
  <name>AppendDialog</name>
  <message>
   <source>Append</source>
   <translation>Anhängen</translation>
  </message>
  <message>
   <source>Append “{}” to another layer</source>
   <translation>„{}“ an einen anderen Layer anhängen</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>Layer</translation>
  </message>
  <message>
   <source>Selected polygons only: {}</source>
   <translation>Nur ausgewählte Polygone: {}</translation>
  </message>
  <message>
   <source>Written into its edit session: one step to undo.</source>
   <translation>Wird in dessen Bearbeitungssitzung geschrieben: ein Schritt, der sich rückgängig machen lässt.</translation>
  </message>
 </context>
 <context>
  <name>AppendProgress</name>
  <message>
   <source>Appending to “{}”</source>
   <translation>Anhängen an „{}“</translation>
  </message>
 </context>
 <context>
  <name>AskPlanner</name>
  <message>
   <source>Add one to the project, for instance by dropping a GeoTIFF on the map.</source>
   <translation>Fügen Sie dem Projekt einen hinzu, zum Beispiel indem Sie ein GeoTIFF auf die Karte ziehen.</translation>
  </message>
  <message>
   <source>Left out of “{layer}”: {count}, as #{id}: {reason}.</source>
   <translation>Von „{layer}“ ausgelassen: {count}, etwa #{id}: {reason}.</translation>
  </message>
  <message>
   <source>Mark something with one of the tools, or use the selected features.</source>
   <translation>Markieren Sie etwas mit einem der Werkzeuge oder verwenden Sie die gewählten Objekte.</translation>
  </message>
  <message>
   <source>None of the selected features can be asked about.</source>
   <translation>Zu keinem der gewählten Objekte kann gefragt werden.</translation>
  </message>
  <message>
   <source>The layer of some marks was removed; they were left out.</source>
   <translation>Der Layer einiger Markierungen wurde entfernt; sie wurden ausgelassen.</translation>
  </message>
  <message>
   <source>The question is empty.</source>
   <translation>Die Frage ist leer.</translation>
  </message>
  <message>
   <source>There is no raster layer to ask about.</source>
   <translation>Es gibt keinen Rasterlayer, zu dem gefragt werden könnte.</translation>
  </message>
  <message>
   <source>Type one, or choose a task that needs none, such as “{}”.</source>
   <translation>Geben Sie eine ein oder wählen Sie eine Aufgabe, die keine braucht, etwa „{}“.</translation>
  </message>
  <message>
   <source>“{}” needs a mark.</source>
   <translation>„{}“ braucht eine Markierung.</translation>
  </message>
  <message>
   <source>“{}” needs two marks.</source>
   <translation>„{}“ braucht zwei Markierungen.</translation>
  </message>
 </context>
 <context>
  <name>BackendProcess</name>
  <message>
   <source>Bring the backend and the plugin to the same release.</source>
   <translation>Bringen Sie Backend und Erweiterung auf dieselbe Version.</translation>
  </message>
  <message>
   <source>See {} in the log messages; the command was: {}</source>
   <translation>Siehe {} in den Protokollmeldungen; der Befehl war: {}</translation>
  </message>
  <message>
   <source>Starting the backend</source>
   <translation>Backend wird gestartet</translation>
  </message>
  <message>
   <source>The backend could not be started: {} ({}).</source>
   <translation>Das Backend konnte nicht gestartet werden: {} ({}).</translation>
  </message>
  <message>
   <source>The backend crashed, or the system ended it (out of memory?).</source>
   <translation>Das Backend ist abgestürzt oder wurde vom System beendet (Speicher voll?).</translation>
  </message>
  <message>
   <source>The backend ended by itself (exit code {}).</source>
   <translation>Das Backend hat sich von selbst beendet (Rückgabewert {}).</translation>
  </message>
  <message>
   <source>The backend ended in the middle of a message (exit code {}).</source>
   <translation>Das Backend endete mitten in einer Nachricht (Rückgabewert {}).</translation>
  </message>
  <message>
   <source>The backend has not responded for {:g} seconds and was ended.</source>
   <translation>Das Backend hat {:g} Sekunden lang nicht geantwortet und wurde beendet.</translation>
  </message>
  <message>
   <source>The backend is stopped</source>
   <translation>Das Backend ist angehalten</translation>
  </message>
  <message>
   <source>The backend speaks version {} of the protocol, the plugin version {}.</source>
   <translation>Das Backend spricht Version {} des Protokolls, die Erweiterung Version {}.</translation>
  </message>
  <message>
   <source>The backend was not ready within {:g} seconds.</source>
   <translation>Das Backend war nach {:g} Sekunden noch nicht bereit.</translation>
  </message>
  <message>
   <source>The backend wrote "{}" to its output, which is no message ({}).</source>
   <translation>Das Backend schrieb „{}“ in seine Ausgabe; das ist keine Nachricht ({}).</translation>
  </message>
  <message>
   <source>The command comes from {}: check it there.</source>
   <translation>Der Befehl stammt aus: {}. Prüfen Sie ihn dort.</translation>
  </message>
 </context>
 <context>
  <name>BackgroundWork</name>
  <message>
   <source>See the log messages.</source>
   <translation>Siehe Protokollmeldungen.</translation>
  </message>
  <message>
   <source>Something went wrong that should not: {}.</source>
   <translation>Etwas ging schief, das nicht hätte schiefgehen dürfen: {}.</translation>
  </message>
 </context>
 <context>
  <name>BandPicker</name>
  <message>
   <source>Band shown as blue</source>
   <translation>Als Blau gezeigter Kanal</translation>
  </message>
  <message>
   <source>Band shown as green</source>
   <translation>Als Grün gezeigter Kanal</translation>
  </message>
  <message>
   <source>Band shown as red</source>
   <translation>Als Rot gezeigter Kanal</translation>
  </message>
 </context>
 <context>
  <name>Canvas</name>
  <message>
   <source>Choose among its bands 1 to {}.</source>
   <translation>Wählen Sie unter den Kanälen 1 bis {}.</translation>
  </message>
  <message>
   <source>Choose an area of the layer.</source>
   <translation>Wählen Sie ein Gebiet des Layers.</translation>
  </message>
  <message>
   <source>Choose an area of this online layer, such as the map's extent.</source>
   <translation>Wählen Sie ein Gebiet dieses Online-Layers, etwa den Kartenausschnitt.</translation>
  </message>
  <message>
   <source>Clear the marks and mark the object again.</source>
   <translation>Entfernen Sie die Markierungen und markieren Sie das Objekt neu.</translation>
  </message>
  <message>
   <source>Convert it to 8 or 16 bits or to float.</source>
   <translation>Wandeln Sie es in 8 oder 16 Bit oder in Fließkommawerte um.</translation>
  </message>
  <message>
   <source>Is its file or server still there?</source>
   <translation>Gibt es die Datei oder den Server noch?</translation>
  </message>
  <message>
   <source>It has no picture here, or its tiles did not arrive: look at the map.</source>
   <translation>Hier ist kein Bild vorhanden, oder die Kacheln kamen nicht an: Sehen Sie auf die Karte.</translation>
  </message>
  <message>
   <source>Its server may be slow or out of reach: try again, or a smaller area.</source>
   <translation>Der Server ist vielleicht langsam oder nicht erreichbar: Versuchen Sie es noch einmal oder mit einem kleineren Gebiet.</translation>
  </message>
  <message>
   <source>Mark the object first, then Shift+click what does not belong to it.</source>
   <translation>Markieren Sie erst das Objekt, dann mit Umschalt+Klick, was nicht dazugehört.</translation>
  </message>
  <message>
   <source>Mark {numbers} lies outside the pixels read from “{layer}”.</source>
   <translation>Markierung {numbers} liegt außerhalb der aus „{layer}“ gelesenen Pixel.</translation>
  </message>
  <message>
   <source>Move the map to where the layer has data.</source>
   <translation>Verschieben Sie die Karte dorthin, wo der Layer Daten hat.</translation>
  </message>
  <message>
   <source>Nothing of “{}” is in view.</source>
   <translation>Von „{}“ ist nichts im Kartenausschnitt.</translation>
  </message>
  <message>
   <source>Reading “{}” was cancelled.</source>
   <translation>Das Lesen von „{}“ wurde abgebrochen.</translation>
  </message>
  <message>
   <source>Repair the layer's source in the layer tree.</source>
   <translation>Berichtigen Sie die Quelle des Layers im Layerfenster.</translation>
  </message>
  <message>
   <source>See the log messages.</source>
   <translation>Siehe Protokollmeldungen.</translation>
  </message>
  <message>
   <source>Switch off its scale-dependent visibility, or zoom.</source>
   <translation>Schalten Sie die maßstabsabhängige Sichtbarkeit aus oder zoomen Sie.</translation>
  </message>
  <message>
   <source>There is no mark to subtract from.</source>
   <translation>Es gibt keine Markierung, von der abgezogen werden könnte.</translation>
  </message>
  <message>
   <source>This place cannot be expressed in the CRS of the mark it belongs to.</source>
   <translation>Dieser Ort lässt sich im KBS der zugehörigen Markierung nicht angeben.</translation>
  </message>
  <message>
   <source>Zoom so that layer and marks are in view, or remove the mark.</source>
   <translation>Zoomen Sie so, dass Layer und Markierungen zu sehen sind, oder entfernen Sie die Markierung.</translation>
  </message>
  <message>
   <source>Zoom to the layer and ask again.</source>
   <translation>Zoomen Sie auf den Layer und fragen Sie noch einmal.</translation>
  </message>
  <message>
   <source>Zoom to the layer, or choose the layer that is in view.</source>
   <translation>Zoomen Sie auf den Layer oder wählen Sie den Layer, der zu sehen ist.</translation>
  </message>
  <message>
   <source>it has no geometry</source>
   <translation>es hat keine Geometrie</translation>
  </message>
  <message>
   <source>it has no place in the raster's CRS</source>
   <translation>es hat keinen Ort im KBS des Rasters</translation>
  </message>
  <message>
   <source>it is no longer in the layer</source>
   <translation>es ist nicht mehr im Layer</translation>
  </message>
  <message>
   <source>it lies outside the raster</source>
   <translation>es liegt außerhalb des Rasters</translation>
  </message>
  <message>
   <source>its geometry is invalid</source>
   <translation>seine Geometrie ist ungültig</translation>
  </message>
  <message>
   <source>its geometry is of mixed kinds</source>
   <translation>seine Geometrie ist gemischter Art</translation>
  </message>
  <message>
   <source>{share} % of “{layer}” came out blank: its server did not deliver it, or has nothing there. Look at the map, and ask again where it is late.</source>
   <translation>{share} % von „{layer}“ blieben leer: Der Server hat sie nicht geliefert oder hat dort nichts. Sehen Sie auf die Karte und fragen Sie noch einmal, wo sie spät kommt.</translation>
  </message>
  <message>
   <source>“{layer}” could not be read: {error}.</source>
   <translation>„{layer}“ konnte nicht gelesen werden: {error}.</translation>
  </message>
  <message>
   <source>“{layer}” has no band {band}.</source>
   <translation>„{layer}“ hat keinen Kanal {band}.</translation>
  </message>
  <message>
   <source>“{}” came out blank in this area.</source>
   <translation>„{}“ ist in diesem Gebiet leer geblieben.</translation>
  </message>
  <message>
   <source>“{}” cannot be read: its source is missing or broken.</source>
   <translation>„{}“ kann nicht gelesen werden: Die Quelle fehlt oder ist beschädigt.</translation>
  </message>
  <message>
   <source>“{}” could not be read.</source>
   <translation>„{}“ konnte nicht gelesen werden.</translation>
  </message>
  <message>
   <source>“{}” has no data in this area.</source>
   <translation>„{}“ hat in diesem Gebiet keine Daten.</translation>
  </message>
  <message>
   <source>“{}” has no pixels in the chosen area.</source>
   <translation>„{}“ hat im gewählten Gebiet keine Pixel.</translation>
  </message>
  <message>
   <source>“{}” has no pixels in this area.</source>
   <translation>„{}“ hat in diesem Gebiet keine Pixel.</translation>
  </message>
  <message>
   <source>“{}” has no pixels of its own that could be gone through.</source>
   <translation>„{}“ hat keine eigenen Pixel, die sich durchgehen ließen.</translation>
  </message>
  <message>
   <source>“{}” has values of a kind that is not read.</source>
   <translation>„{}“ hat Werte einer Art, die nicht gelesen wird.</translation>
  </message>
  <message>
   <source>“{}” hides itself at this scale.</source>
   <translation>„{}“ blendet sich in diesem Maßstab aus.</translation>
  </message>
  <message>
   <source>“{}” is of a single colour in this area: its server may have no imagery there at this scale.</source>
   <translation>„{}“ ist in diesem Gebiet einfarbig: Der Server hat dort in diesem Maßstab vielleicht keine Bilder.</translation>
  </message>
  <message>
   <source>“{}” was not drawn in time.</source>
   <translation>„{}“ wurde nicht rechtzeitig gezeichnet.</translation>
  </message>
 </context>
 <context>
  <name>ChangeStyle</name>
  <message>
   <source>appeared</source>
   <translation>neu</translation>
  </message>
  <message>
   <source>disappeared</source>
   <translation>verschwunden</translation>
  </message>
  <message>
   <source>stayed</source>
   <translation>geblieben</translation>
  </message>
  <message>
   <source>{change}, not sure</source>
   <translation>{change}, nicht sicher</translation>
  </message>
 </context>
 <context>
  <name>CommandRun</name>
  <message>
   <source>{} could not be started: {}.</source>
   <translation>{} konnte nicht gestartet werden: {}.</translation>
  </message>
  <message>
   <source>{} failed.</source>
   <translation>{} ist fehlgeschlagen.</translation>
  </message>
 </context>
 <context>
  <name>ConversationController</name>
  <message>
   <source>An answer is on its way.</source>
   <translation>Eine Antwort ist unterwegs.</translation>
  </message>
  <message>
   <source>The project was closed while an answer was on its way: it was dropped.</source>
   <translation>Das Projekt wurde geschlossen, während eine Antwort unterwegs war: Sie wurde verworfen.</translation>
  </message>
  <message>
   <source>Wait for it or press Stop.</source>
   <translation>Warten Sie sie ab oder drücken Sie „Anhalten“.</translation>
  </message>
 </context>
 <context>
  <name>ConversationExport</name>
  <message>
   <source>Choose another folder.</source>
   <translation>Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>What was asked about</source>
   <translation>Wonach gefragt wurde</translation>
  </message>
  <message>
   <source>{path} cannot be written: {reason}.</source>
   <translation>{path} kann nicht geschrieben werden: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>ConversationHeader</name>
  <message>
   <source>Clear</source>
   <translation>Leeren</translation>
  </message>
  <message>
   <source>Conversation</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copy, export or clear the conversation; it is kept in the project file.</source>
   <translation>Den Verlauf kopieren, exportieren oder leeren; er wird in der Projektdatei gespeichert.</translation>
  </message>
  <message>
   <source>Export with pictures…</source>
   <translation>Mit Bildern exportieren…</translation>
  </message>
 </context>
 <context>
  <name>ConversationView</name>
  <message>
   <source>Ask again</source>
   <translation>Erneut fragen</translation>
  </message>
  <message>
   <source>Mark something on the map and ask what it is, or ask to find things in view.</source>
   <translation>Markieren Sie etwas auf der Karte und fragen Sie, was es ist, oder lassen Sie im Kartenausschnitt suchen.</translation>
  </message>
  <message>
   <source>Refine</source>
   <translation>Verfeinern</translation>
  </message>
  <message>
   <source>Show it</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Show the part of the map that was read for this answer</source>
   <translation>Den Teil der Karte zeigen, der für diese Antwort gelesen wurde</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Angehalten.</translation>
  </message>
  <message>
   <source>Tidy these polygons without asking again</source>
   <translation>Diese Polygone bereinigen, ohne erneut zu fragen</translation>
  </message>
  <message>
   <source>View</source>
   <translation>Ausschnitt</translation>
  </message>
 </context>
 <context>
  <name>DeviceText</name>
  <message>
   <source>an Apple GPU, checked when the model is loaded</source>
   <translation>eine Apple-GPU, geprüft beim Laden des Modells</translation>
  </message>
  <message>
   <source>as requested</source>
   <translation>wie gewünscht</translation>
  </message>
  <message>
   <source>no NVIDIA GPU was found</source>
   <translation>keine NVIDIA-GPU gefunden</translation>
  </message>
  <message>
   <source>set by {variable}</source>
   <translation>gesetzt durch {variable}</translation>
  </message>
  <message>
   <source>there is an NVIDIA GPU, but PyTorch was installed without CUDA</source>
   <translation>eine NVIDIA-GPU ist da, aber PyTorch wurde ohne CUDA installiert</translation>
  </message>
  <message>
   <source>{count} NVIDIA GPU found, checked when the model is loaded</source>
   <translation>NVIDIA-GPUs gefunden: {count}, geprüft beim Laden des Modells</translation>
  </message>
  <message>
   <source>{device} ({reason})</source>
   <translation>{device} ({reason})</translation>
  </message>
 </context>
 <context>
  <name>DiagnosticsDialog</name>
  <message>
   <source>Attach this when you report a fault. Passwords and the words of your backend command are left out; read it before you send it.</source>
   <translation>Fügen Sie dies bei, wenn Sie einen Fehler melden. Passwörter und die Wörter Ihres Backend-Befehls sind ausgelassen; lesen Sie es, bevor Sie es absenden.</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Diagnostics of EarthGPT-X</source>
   <translation>Diagnose von EarthGPT-X</translation>
  </message>
 </context>
 <context>
  <name>DownloadRun</name>
  <message>
   <source>Free space on that disk and press Install to go on from here.</source>
   <translation>Schaffen Sie Platz auf diesem Datenträger und drücken Sie „Installieren“, um hier weiterzumachen.</translation>
  </message>
  <message>
   <source>Try another network, or install uv yourself.</source>
   <translation>Versuchen Sie ein anderes Netz oder installieren Sie uv selbst.</translation>
  </message>
  <message>
   <source>What has arrived stays: press Install to go on from here. Or check QGIS's proxy, install uv yourself, or install from a folder.</source>
   <translation>Was angekommen ist, bleibt: Drücken Sie „Installieren“, um hier weiterzumachen. Oder prüfen Sie den Proxy von QGIS, installieren Sie uv selbst oder installieren Sie aus einem Ordner.</translation>
  </message>
  <message>
   <source>What {} gave is not the expected file.</source>
   <translation>Was {} lieferte, ist nicht die erwartete Datei.</translation>
  </message>
  <message>
   <source>{} cannot be written: {}.</source>
   <translation>{} kann nicht geschrieben werden: {}.</translation>
  </message>
  <message>
   <source>{} could not be downloaded: {}.</source>
   <translation>{} konnte nicht heruntergeladen werden: {}.</translation>
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
   <translation>Einen Rasterlayer befragen: markieren, fragen, Wörter und Polygone erhalten</translation>
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
   <translation>Berichtigen Sie den Befehl in den Einstellungen oder leeren Sie ihn.</translation>
  </message>
  <message>
   <source>Press Install, or name a backend command in the settings.</source>
   <translation>Drücken Sie „Installieren“ oder nennen Sie in den Einstellungen einen Backend-Befehl.</translation>
  </message>
  <message>
   <source>The Python that the backend in {} was installed with is gone.</source>
   <translation>Das Python, mit dem das Backend in {} installiert wurde, gibt es nicht mehr.</translation>
  </message>
  <message>
   <source>The backend command in the settings cannot be read ({}): {}</source>
   <translation>Der Backend-Befehl in den Einstellungen ist nicht lesbar ({}): {}</translation>
  </message>
  <message>
   <source>The backend in {} is of version {}, the plugin of version {}.</source>
   <translation>Das Backend in {} hat Version {}, die Erweiterung Version {}.</translation>
  </message>
  <message>
   <source>The backend is not installed: there is none in {}.</source>
   <translation>Das Backend ist nicht installiert: In {} ist keines.</translation>
  </message>
  <message>
   <source>The installation of the backend in {} was not finished.</source>
   <translation>Die Installation des Backends in {} wurde nicht beendet.</translation>
  </message>
  <message>
   <source>the command in the settings</source>
   <translation>der Befehl in den Einstellungen</translation>
  </message>
  <message>
   <source>the private environment</source>
   <translation>die eigene Umgebung</translation>
  </message>
  <message>
   <source>the source checkout</source>
   <translation>das Quellverzeichnis</translation>
  </message>
 </context>
 <context>
  <name>Exchange</name>
  <message>
   <source>Batch {number} of {count}: {doing}</source>
   <translation>Stapel {number} von {count}: {doing}</translation>
  </message>
  <message>
   <source>Reading the layer</source>
   <translation>Layer wird gelesen</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Angehalten.</translation>
  </message>
  <message>
   <source>Tile {number} of {count}: {doing}</source>
   <translation>Kachel {number} von {count}: {doing}</translation>
  </message>
  <message>
   <source>Waiting for the backend</source>
   <translation>Warten auf das Backend</translation>
  </message>
  <message>
   <source>{} found: </source>
   <translation>{} gefunden: </translation>
  </message>
 </context>
 <context>
  <name>FeatureFields</name>
  <message>
   <source>Rename or remove that field, then write the answers again.</source>
   <translation>Benennen Sie das Feld um oder löschen Sie es und schreiben Sie die Antworten dann noch einmal.</translation>
  </message>
  <message>
   <source>The answers cannot be written into “{layer}”: {reason}.</source>
   <translation>Die Antworten können nicht in „{layer}“ geschrieben werden: {reason}.</translation>
  </message>
  <message>
   <source>Write answers into fields</source>
   <translation>Antworten in Felder schreiben</translation>
  </message>
  <message>
   <source>Write them into a copy instead.</source>
   <translation>Schreiben Sie sie stattdessen in eine Kopie.</translation>
  </message>
  <message>
   <source>it cannot be edited</source>
   <translation>er lässt sich nicht bearbeiten</translation>
  </message>
  <message>
   <source>it is read-only</source>
   <translation>er ist schreibgeschützt</translation>
  </message>
  <message>
   <source>it refused a field or a value</source>
   <translation>er hat ein Feld oder einen Wert abgelehnt</translation>
  </message>
  <message>
   <source>its format does not let fields be added</source>
   <translation>sein Format lässt keine neuen Felder zu</translation>
  </message>
  <message>
   <source>its format does not let values be changed</source>
   <translation>sein Format lässt keine Änderung von Werten zu</translation>
  </message>
  <message>
   <source>{layer}, classified</source>
   <translation>{layer}, klassifiziert</translation>
  </message>
  <message>
   <source>“{layer}” has a field “{field}” of type {type} already.</source>
   <translation>„{layer}“ hat bereits ein Feld „{field}“ vom Typ {type}.</translation>
  </message>
 </context>
 <context>
  <name>FieldMapping</name>
  <message>
   <source>Choose another table, or save the results as a new one.</source>
   <translation>Wählen Sie eine andere Tabelle oder speichern Sie die Ergebnisse als neue.</translation>
  </message>
  <message>
   <source>Nothing was appended to {table}: {reason}.</source>
   <translation>An {table} wurde nichts angehängt: {reason}.</translation>
  </message>
  <message>
   <source>either it or the results have no CRS</source>
   <translation>entweder sie oder die Ergebnisse haben kein KBS</translation>
  </message>
  <message>
   <source>its field “{field}” does not take “{value}”</source>
   <translation>ihr Feld „{field}“ nimmt „{value}“ nicht an</translation>
  </message>
 </context>
 <context>
  <name>GeoPackage</name>
  <message>
   <source>Choose a name of letters, digits and underscores.</source>
   <translation>Wählen Sie einen Namen aus Buchstaben, Ziffern und Unterstrichen.</translation>
  </message>
  <message>
   <source>Choose another name, or choose to append to it or to replace it.</source>
   <translation>Wählen Sie einen anderen Namen, oder wählen Sie Anhängen oder Ersetzen.</translation>
  </message>
  <message>
   <source>Close it there, or save to another file.</source>
   <translation>Schließen Sie sie dort oder speichern Sie in eine andere Datei.</translation>
  </message>
  <message>
   <source>Close the file in other programs, or save to another one.</source>
   <translation>Schließen Sie die Datei in anderen Programmen oder speichern Sie in eine andere.</translation>
  </message>
  <message>
   <source>Result of EarthGPT-X</source>
   <translation>Ergebnis von EarthGPT-X</translation>
  </message>
  <message>
   <source>Save the results as a new file.</source>
   <translation>Speichern Sie die Ergebnisse als neue Datei.</translation>
  </message>
  <message>
   <source>Save the results as a new table.</source>
   <translation>Speichern Sie die Ergebnisse als neue Tabelle.</translation>
  </message>
  <message>
   <source>{path} already has a table “{table}”.</source>
   <translation>{path} hat bereits eine Tabelle „{table}“.</translation>
  </message>
  <message>
   <source>{path} cannot be written as a GeoPackage: {reason}</source>
   <translation>{path} kann nicht als GeoPackage geschrieben werden: {reason}</translation>
  </message>
  <message>
   <source>{path} does not exist, so nothing can be appended to it.</source>
   <translation>{path} gibt es nicht, also kann nichts angehängt werden.</translation>
  </message>
  <message>
   <source>{path} has no table “{table}” to append to.</source>
   <translation>{path} hat keine Tabelle „{table}“, an die angehängt werden könnte.</translation>
  </message>
  <message>
   <source>{path} is locked by another program.</source>
   <translation>{path} ist von einem anderen Programm gesperrt.</translation>
  </message>
  <message>
   <source>“{table}” cannot be the name of a table.</source>
   <translation>„{table}“ ist als Tabellenname nicht möglich.</translation>
  </message>
 </context>
 <context>
  <name>HelpButton</name>
  <message>
   <source>Diagnostics report…</source>
   <translation>Diagnosebericht…</translation>
  </message>
  <message>
   <source>Manual</source>
   <translation>Handbuch</translation>
  </message>
  <message>
   <source>Manual, short tour, diagnostics</source>
   <translation>Handbuch, kurzer Rundgang, Diagnose</translation>
  </message>
  <message>
   <source>Short tour</source>
   <translation>Kurzer Rundgang</translation>
  </message>
 </context>
 <context>
  <name>HelpController</name>
  <message>
   <source>Answers come here. Click a phrase to see its polygons on the map.</source>
   <translation>Hier erscheinen die Antworten. Ein Klick auf einen Ausdruck zeigt seine Polygone auf der Karte.</translation>
  </message>
  <message>
   <source>Choose the raster layer to ask about, and zoom the map to what matters.</source>
   <translation>Wählen Sie den Rasterlayer, um den es geht, und zoomen Sie die Karte auf das Wesentliche.</translation>
  </message>
  <message>
   <source>Hide doubtful polygons with the slider, then save the others.</source>
   <translation>Blenden Sie mit dem Schieberegler zweifelhafte Polygone aus und speichern Sie die übrigen.</translation>
  </message>
  <message>
   <source>Mark objects on the map, or use the selected features of a layer.</source>
   <translation>Markieren Sie Objekte auf der Karte oder verwenden Sie die gewählten Objekte eines Layers.</translation>
  </message>
  <message>
   <source>Type a question in English and press Enter, such as: find the ships</source>
   <translation>Schreiben Sie eine Frage auf Englisch und drücken Sie Eingabe, etwa: find the ships</translation>
  </message>
 </context>
 <context>
  <name>HistoryController</name>
  <message>
   <source>Conversation with EarthGPT-X</source>
   <translation>Verlauf mit EarthGPT-X</translation>
  </message>
  <message>
   <source>Export the conversation</source>
   <translation>Verlauf exportieren</translation>
  </message>
  <message>
   <source>Exported the conversation to {}.</source>
   <translation>Der Verlauf wurde nach {} exportiert.</translation>
  </message>
  <message>
   <source>Markdown (*.md)</source>
   <translation>Markdown (*.md)</translation>
  </message>
  <message>
   <source>The conversation was copied.</source>
   <translation>Der Verlauf wurde kopiert.</translation>
  </message>
  <message>
   <source>Web page (*.html)</source>
   <translation>Webseite (*.html)</translation>
  </message>
 </context>
 <context>
  <name>InstallChoices</name>
  <message>
   <source>Automatic (recommended)</source>
   <translation>Automatisch (empfohlen)</translation>
  </message>
  <message>
   <source>Choose the environment's python program.</source>
   <translation>Wählen Sie das Python-Programm der Umgebung.</translation>
  </message>
  <message>
   <source>Choose the folder.</source>
   <translation>Wählen Sie den Ordner.</translation>
  </message>
  <message>
   <source>Choose the python program.</source>
   <translation>Wählen Sie das Python-Programm.</translation>
  </message>
  <message>
   <source>Command</source>
   <translation>Befehl</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Found by uv</source>
   <translation>Von uv gefunden</translation>
  </message>
  <message>
   <source>From a folder, without network</source>
   <translation>Aus einem Ordner, ohne Netz</translation>
  </message>
  <message>
   <source>It has PyTorch, transformers, rasterio, geopandas. It stays as it is.</source>
   <translation>Sie hat PyTorch, transformers, rasterio und geopandas. Sie bleibt, wie sie ist.</translation>
  </message>
  <message>
   <source>It holds the wheels of all packages and of PyTorch, and of uv.</source>
   <translation>Er enthält die Wheels aller Pakete, von PyTorch und von uv.</translation>
  </message>
  <message>
   <source>It may not ask for a password: use ssh with a key.</source>
   <translation>Er darf nicht nach einem Passwort fragen: Verwenden Sie ssh mit einem Schlüssel.</translation>
  </message>
  <message>
   <source>Its python program</source>
   <translation>Ihr Python-Programm</translation>
  </message>
  <message>
   <source>PyTorch</source>
   <translation>PyTorch</translation>
  </message>
  <message>
   <source>Python program</source>
   <translation>Python-Programm</translation>
  </message>
  <message>
   <source>Type the command.</source>
   <translation>Geben Sie den Befehl ein.</translation>
  </message>
  <message>
   <source>Version 3.11 or newer, with pip. It stays as it is.</source>
   <translation>Version 3.11 oder neuer, mit pip. Es bleibt, wie es ist.</translation>
  </message>
  <message>
   <source>With a Python of mine</source>
   <translation>Mit einem eigenen Python</translation>
  </message>
  <message>
   <source>With a command of mine, for another computer or a container</source>
   <translation>Mit einem eigenen Befehl, für einen anderen Rechner oder einen Container</translation>
  </message>
  <message>
   <source>With the packages of an environment of mine</source>
   <translation>Mit den Paketen einer eigenen Umgebung</translation>
  </message>
 </context>
 <context>
  <name>InstallDialog</name>
  <message>
   <source>Backend of EarthGPT-X</source>
   <translation>Backend von EarthGPT-X</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Cancelled. What was downloaded is kept for the next time.</source>
   <translation>Abgebrochen. Das Heruntergeladene bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>EarthGPT-X computes in a program of its own, the backend, which needs PyTorch. QGIS's own Python is not touched.</source>
   <translation>EarthGPT-X rechnet in einem eigenen Programm, dem Backend, das PyTorch braucht. Das Python von QGIS bleibt unberührt.</translation>
  </message>
  <message>
   <source>Free space on that disk.</source>
   <translation>Schaffen Sie Platz auf diesem Datenträger.</translation>
  </message>
  <message>
   <source>Install</source>
   <translation>Installieren</translation>
  </message>
  <message>
   <source>Install again</source>
   <translation>Neu installieren</translation>
  </message>
  <message>
   <source>It works: backend {}, model {}, on {}.</source>
   <translation>Es funktioniert: Backend {}, Modell {}, auf {}.</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>Jetzt</translation>
  </message>
  <message>
   <source>Remove the backend and everything downloaded for it?</source>
   <translation>Das Backend und alles dafür Heruntergeladene entfernen?</translation>
  </message>
  <message>
   <source>Removing the backend</source>
   <translation>Backend wird entfernt</translation>
  </message>
  <message>
   <source>The backend is removed.</source>
   <translation>Das Backend ist entfernt.</translation>
  </message>
  <message>
   <source>The command in the settings is emptied: it would come first.</source>
   <translation>Der Befehl in den Einstellungen wird geleert: Er hätte Vorrang.</translation>
  </message>
  <message>
   <source>The command is started, and kept in the settings if it answers.</source>
   <translation>Der Befehl wird gestartet und in den Einstellungen behalten, wenn er antwortet.</translation>
  </message>
  <message>
   <source>Try and use</source>
   <translation>Prüfen und verwenden</translation>
  </message>
  <message>
   <source>Uninstall…</source>
   <translation>Deinstallieren…</translation>
  </message>
  <message>
   <source>Upgrade</source>
   <translation>Aktualisieren</translation>
  </message>
  <message>
   <source>Version {} is installed</source>
   <translation>Version {} ist installiert</translation>
  </message>
  <message>
   <source>What will be done</source>
   <translation>Was getan wird</translation>
  </message>
  <message>
   <source>{} needs about {} MB, and {} MB are free there.</source>
   <translation>{} braucht etwa {} MB, und {} MB sind dort frei.</translation>
  </message>
 </context>
 <context>
  <name>InstallSummary</name>
  <message>
   <source>Download</source>
   <translation>Download</translation>
  </message>
  <message>
   <source>Installs</source>
   <translation>Installiert</translation>
  </message>
  <message>
   <source>Into</source>
   <translation>In</translation>
  </message>
  <message>
   <source>On disk</source>
   <translation>Auf dem Datenträger</translation>
  </message>
  <message>
   <source>PyTorch {}, transformers, rasterio, geopandas and what they need; {}</source>
   <translation>PyTorch {}, transformers, rasterio, geopandas und was sie brauchen; {}</translation>
  </message>
  <message>
   <source>Python</source>
   <translation>Python</translation>
  </message>
  <message>
   <source>Python {} of this computer, found by {}</source>
   <translation>Python {} dieses Rechners, gefunden von {}</translation>
  </message>
  <message>
   <source>Python {} of this computer, or a downloaded one, by {}</source>
   <translation>Python {} dieses Rechners, sonst ein heruntergeladenes; besorgt von {}</translation>
  </message>
  <message>
   <source>about {}</source>
   <translation>etwa {}</translation>
  </message>
  <message>
   <source>about {}, and {} if uv and Python are missing</source>
   <translation>etwa {}, dazu {}, falls uv und Python fehlen</translation>
  </message>
  <message>
   <source>about {}; {} are free there</source>
   <translation>etwa {}; dort sind {} frei</translation>
  </message>
  <message>
   <source>as the folder has it</source>
   <translation>wie im Ordner vorhanden</translation>
  </message>
  <message>
   <source>backend {} with the model earthgptx-nano</source>
   <translation>Backend {} mit dem Modell earthgptx-nano</translation>
  </message>
  <message>
   <source>not chosen yet</source>
   <translation>noch nicht gewählt</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <source>the uv in the folder</source>
   <translation>das uv im Ordner</translation>
  </message>
  <message>
   <source>the {}</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>uv {}, downloaded too</source>
   <translation>uv {} (auch heruntergeladen)</translation>
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
   <translation>Eine Datei wurde unterwegs abgeschnitten oder verändert: Drücken Sie „Installieren“, um hier weiterzumachen. Wiederholt sich das, verwenden Sie ein anderes Netz oder installieren Sie aus einem Ordner.</translation>
  </message>
  <message>
   <source>A package is missing there for this Python. Use Python 3.11, or complete the folder or the index.</source>
   <translation>Für dieses Python fehlt dort ein Paket. Verwenden Sie Python 3.11 oder vervollständigen Sie den Ordner oder den Index.</translation>
  </message>
  <message>
   <source>Adding the packages</source>
   <translation>Pakete werden ergänzt</translation>
  </message>
  <message>
   <source>Bringing Python {}</source>
   <translation>Python {} wird geholt</translation>
  </message>
  <message>
   <source>Check the proxy in QGIS under Settings &gt; Options &gt; Network.</source>
   <translation>Prüfen Sie den Proxy in QGIS unter Einstellungen &gt; Optionen &gt; Netzwerk.</translation>
  </message>
  <message>
   <source>Checking the interpreter</source>
   <translation>Interpreter wird geprüft</translation>
  </message>
  <message>
   <source>Choose the folder that holds the wheels.</source>
   <translation>Wählen Sie den Ordner, der die Wheels enthält.</translation>
  </message>
  <message>
   <source>Choose the python program itself, such as bin/python or python.exe.</source>
   <translation>Wählen Sie das Python-Programm selbst, etwa bin/python oder python.exe.</translation>
  </message>
  <message>
   <source>Close every QGIS window and try again.</source>
   <translation>Schließen Sie alle QGIS-Fenster und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>Copying the backend</source>
   <translation>Backend wird kopiert</translation>
  </message>
  <message>
   <source>Downloading uv {}</source>
   <translation>uv {} wird heruntergeladen</translation>
  </message>
  <message>
   <source>Free space on that disk and press Install to go on from here.</source>
   <translation>Schaffen Sie Platz auf diesem Datenträger und drücken Sie „Installieren“, um hier weiterzumachen.</translation>
  </message>
  <message>
   <source>Install the plugin again from its zip.</source>
   <translation>Installieren Sie die Erweiterung neu aus ihrer ZIP-Datei.</translation>
  </message>
  <message>
   <source>Installing PyTorch {}</source>
   <translation>PyTorch {} wird installiert</translation>
  </message>
  <message>
   <source>Installing the packages</source>
   <translation>Pakete werden installiert</translation>
  </message>
  <message>
   <source>Make the folder writable, or free space on that disk.</source>
   <translation>Machen Sie den Ordner beschreibbar oder schaffen Sie Platz auf dem Datenträger.</translation>
  </message>
  <message>
   <source>Making the environment</source>
   <translation>Umgebung wird angelegt</translation>
  </message>
  <message>
   <source>Nothing can be written to {}: {}.</source>
   <translation>In {} kann nichts geschrieben werden: {}.</translation>
  </message>
  <message>
   <source>Put uv or its wheel into the folder, or name an interpreter.</source>
   <translation>Legen Sie uv oder dessen Wheel in den Ordner oder nennen Sie einen Interpreter.</translation>
  </message>
  <message>
   <source>Putting it in place</source>
   <translation>Wird eingesetzt</translation>
  </message>
  <message>
   <source>Repair that package, or install with the first choice.</source>
   <translation>Reparieren Sie dieses Paket oder installieren Sie mit der ersten Möglichkeit.</translation>
  </message>
  <message>
   <source>Run the backend on another computer: choose a command of your own.</source>
   <translation>Lassen Sie das Backend auf einem anderen Rechner laufen: Wählen Sie einen eigenen Befehl.</translation>
  </message>
  <message>
   <source>Starting the backend</source>
   <translation>Backend wird gestartet</translation>
  </message>
  <message>
   <source>Take it from another place.</source>
   <translation>Nehmen Sie es von einem anderen Ort.</translation>
  </message>
  <message>
   <source>The empty name</source>
   <translation>Der leere Name</translation>
  </message>
  <message>
   <source>The network failed. What is downloaded stays: press Install to go on from here, or install from a folder.</source>
   <translation>Das Netz hat versagt. Was heruntergeladen ist, bleibt: Drücken Sie „Installieren“, um hier weiterzumachen, oder installieren Sie aus einem Ordner.</translation>
  </message>
  <message>
   <source>The network replaces certificates. Add your company's authority in QGIS under Settings &gt; Options &gt; Authentication &gt; Manage Certificates.</source>
   <translation>Das Netz ersetzt Zertifikate. Fügen Sie die Zertifizierungsstelle Ihrer Firma in QGIS hinzu, unter Einstellungen &gt; Optionen &gt; Authentifizierung &gt; Zertifikate verwalten.</translation>
  </message>
  <message>
   <source>The new backend cannot be put into {}: {}.</source>
   <translation>Das neue Backend kann nicht nach {} gebracht werden: {}.</translation>
  </message>
  <message>
   <source>The plugin is incomplete: {} is missing.</source>
   <translation>Die Erweiterung ist unvollständig: {} fehlt.</translation>
  </message>
  <message>
   <source>There is no PyTorch for this computer ({} {}).</source>
   <translation>Für diesen Rechner gibt es kein PyTorch ({} {}).</translation>
  </message>
  <message>
   <source>There is no folder {}.</source>
   <translation>Es gibt keinen Ordner {}.</translation>
  </message>
  <message>
   <source>There is no uv in {}.</source>
   <translation>In {} ist kein uv.</translation>
  </message>
  <message>
   <source>Trying the packages</source>
   <translation>Pakete werden geprüft</translation>
  </message>
  <message>
   <source>Unpacking uv</source>
   <translation>uv wird entpackt</translation>
  </message>
  <message>
   <source>What is downloaded stays: press Install to go on from here.</source>
   <translation>Was heruntergeladen ist, bleibt: Drücken Sie „Installieren“, um hier weiterzumachen.</translation>
  </message>
  <message>
   <source>What was there is unchanged. Close other QGIS windows and install again.</source>
   <translation>Was vorher da war, ist unverändert. Schließen Sie andere QGIS-Fenster und installieren Sie noch einmal.</translation>
  </message>
  <message>
   <source>for Apple silicon</source>
   <translation>für Apple-Prozessoren</translation>
  </message>
  <message>
   <source>for NVIDIA GPUs (CUDA 13)</source>
   <translation>für NVIDIA-Grafikkarten (CUDA 13)</translation>
  </message>
  <message>
   <source>for the processor (CPU)</source>
   <translation>für den Prozessor (CPU)</translation>
  </message>
  <message>
   <source>the new backend</source>
   <translation>das neue Backend</translation>
  </message>
  <message>
   <source>{} cannot be removed: {}.</source>
   <translation>{} kann nicht entfernt werden: {}.</translation>
  </message>
  <message>
   <source>{} could not be unpacked: {}</source>
   <translation>{} konnte nicht entpackt werden: {}</translation>
  </message>
  <message>
   <source>{} is no program.</source>
   <translation>{} ist kein Programm.</translation>
  </message>
 </context>
 <context>
  <name>Installer</name>
  <message>
   <source>Another QGIS window is installing the backend.</source>
   <translation>Ein anderes QGIS-Fenster installiert gerade das Backend.</translation>
  </message>
  <message>
   <source>Free space on that disk.</source>
   <translation>Schaffen Sie Platz auf diesem Datenträger.</translation>
  </message>
  <message>
   <source>Make the folder writable, or free space on that disk.</source>
   <translation>Machen Sie den Ordner beschreibbar oder schaffen Sie Platz auf dem Datenträger.</translation>
  </message>
  <message>
   <source>Wait until it has finished.</source>
   <translation>Warten Sie, bis es fertig ist.</translation>
  </message>
  <message>
   <source>{} cannot be used: {}.</source>
   <translation>{} kann nicht verwendet werden: {}.</translation>
  </message>
  <message>
   <source>{}: done before</source>
   <translation>{}: früher erledigt</translation>
  </message>
 </context>
 <context>
  <name>LabelStyle</name>
  <message>
   <source>no answer</source>
   <translation>keine Antwort</translation>
  </message>
 </context>
 <context>
  <name>LayerActions</name>
  <message>
   <source>Append to another layer…</source>
   <translation>An anderen Layer anhängen…</translation>
  </message>
  <message>
   <source>Review polygons</source>
   <translation>Polygone prüfen</translation>
  </message>
  <message>
   <source>Run recipe on…</source>
   <translation>Rezept anwenden auf…</translation>
  </message>
 </context>
 <context>
  <name>LayerMenu</name>
  <message>
   <source>Ask EarthGPT-X about this layer</source>
   <translation>EarthGPT-X zu diesem Layer fragen</translation>
  </message>
  <message>
   <source>Compare with an earlier raster…</source>
   <translation>Mit einem früheren Raster vergleichen…</translation>
  </message>
  <message>
   <source>Switch on the plugin “Processing” to compare “{}” with another raster.</source>
   <translation>Schalten Sie die Erweiterung „Processing“ ein, um „{}“ mit einem anderen Raster zu vergleichen.</translation>
  </message>
 </context>
 <context>
  <name>LayerWork</name>
  <message>
   <source>Appended {count} polygons to “{layer}”: save its edits to keep them.</source>
   <translation>{count} Polygone wurden an „{layer}“ angehängt: Speichern Sie dessen Änderungen, um sie zu behalten.</translation>
  </message>
  <message>
   <source>“{}” keeps no recipe: its polygons were outlined from marks.</source>
   <translation>„{}“ hat kein Rezept: Seine Polygone wurden aus Markierungen umrissen.</translation>
  </message>
 </context>
 <context>
  <name>LocatorFilter</name>
  <message>
   <source>As far as the map shows the layer</source>
   <translation>Soweit die Karte den Layer zeigt</translation>
  </message>
  <message>
   <source>Ask EarthGPT-X about a raster layer</source>
   <translation>EarthGPT-X zu einem Rasterlayer fragen</translation>
  </message>
  <message>
   <source>Ask “{layer}”: {question}</source>
   <translation>„{layer}“ fragen: {question}</translation>
  </message>
 </context>
 <context>
  <name>MarksController</name>
  <message>
   <source>Choose a vector layer in the Layers panel and select some of its features.</source>
   <translation>Wählen Sie im Layerfenster einen Vektorlayer und darin einige Objekte.</translation>
  </message>
  <message>
   <source>There are no selected features.</source>
   <translation>Es sind keine Objekte gewählt.</translation>
  </message>
  <message>
   <source>{count} of the features of “{layer}” was left out: #{id}, {reason}.</source>
   <translation>{count} der Objekte von „{layer}“ wurde ausgelassen: #{id}, {reason}.</translation>
  </message>
  <message>
   <source>{count} of the features of “{layer}” were left out, as #{id}: {reason}.</source>
   <translation>{count} der Objekte von „{layer}“ wurden ausgelassen, etwa #{id}: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>MarksList</name>
  <message>
   <source>Hide</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Einblenden</translation>
  </message>
  <message>
   <source>The marks as numbered on the map. A mark without its tick is neither drawn nor asked about. Double-click zooms, F2 renames, Delete removes, Ctrl+Z takes back.</source>
   <translation>Die Markierungen, wie auf der Karte nummeriert. Eine Markierung ohne Häkchen wird weder gezeichnet noch mitgefragt. Doppelklick zoomt, F2 benennt um, Entf entfernt, Strg+Z macht rückgängig.</translation>
  </message>
  <message>
   <source>Zoom to</source>
   <translation>Darauf zoomen</translation>
  </message>
 </context>
 <context>
  <name>OptionsPage</name>
  <message>
   <source> % of its size</source>
   <translation> % seiner Größe</translation>
  </message>
  <message>
   <source> pixels</source>
   <translation> Pixel</translation>
  </message>
  <message>
   <source>Backend</source>
   <translation>Backend</translation>
  </message>
  <message>
   <source>Backend command</source>
   <translation>Backend-Befehl</translation>
  </message>
  <message>
   <source>Closes the options with OK; installs, repairs or removes</source>
   <translation>Schließt die Optionen mit OK; installiert, repariert oder entfernt</translation>
  </message>
  <message>
   <source>For instance: ssh gpu-box python -I -u -m backend</source>
   <translation>Zum Beispiel: ssh gpu-box python -I -u -m backend</translation>
  </message>
  <message>
   <source>Install…</source>
   <translation>Installieren…</translation>
  </message>
  <message>
   <source>Largest tile</source>
   <translation>Größte Kachel</translation>
  </message>
  <message>
   <source>Longest side of what is sent with a question.</source>
   <translation>Längste Seite dessen, was mit einer Frage gesendet wird.</translation>
  </message>
  <message>
   <source>Margin around a feature</source>
   <translation>Rand um ein Objekt</translation>
  </message>
  <message>
   <source>Preview outlines while the point tool is active</source>
   <translation>Umrisse vorab zeigen, solange das Punktwerkzeug aktiv ist</translation>
  </message>
  <message>
   <source>Save results in</source>
   <translation>Ergebnisse speichern in</translation>
  </message>
  <message>
   <source>The project's folder</source>
   <translation>Der Ordner des Projekts</translation>
  </message>
  <message>
   <source>The view is looked at in the background whenever it rests.</source>
   <translation>Der Kartenausschnitt wird im Hintergrund betrachtet, sobald er ruht.</translation>
  </message>
  <message>
   <source>This machine's own installation</source>
   <translation>Die Installation auf diesem Rechner</translation>
  </message>
  <message>
   <source>What the model sees around each selected feature.</source>
   <translation>Was das Modell um jedes gewählte Objekt herum sieht.</translation>
  </message>
 </context>
 <context>
  <name>OutputController</name>
  <message>
   <source>Choose label, score, description or answer in the same menu.</source>
   <translation>Wählen Sie im selben Menü Bezeichnung, Bewertung, Beschreibung oder Antwort.</translation>
  </message>
  <message>
   <source>Made the temporary layer “{layer}” with {count} answers.</source>
   <translation>Der temporäre Layer „{layer}“ mit {count} Antworten wurde angelegt.</translation>
  </message>
  <message>
   <source>Nothing is chosen to be written.</source>
   <translation>Es ist nichts zum Schreiben gewählt.</translation>
  </message>
  <message>
   <source>The layer of the features was removed.</source>
   <translation>Der Layer der Objekte wurde entfernt.</translation>
  </message>
  <message>
   <source>Wrote {count} answers into “{layer}”: save its edits to keep them.</source>
   <translation>{count} Antworten in „{layer}“ geschrieben: Speichern Sie dessen Änderungen, um sie zu behalten.</translation>
  </message>
 </context>
 <context>
  <name>Processing</name>
  <message>
   <source>A polygon for each feature under which an object is seen.</source>
   <translation>Ein Polygon für jedes Vektorobjekt, unter dem ein Gegenstand zu sehen ist.</translation>
  </message>
  <message>
   <source>A polygon for each one found.</source>
   <translation>Ein Polygon für jeden Fund.</translation>
  </message>
  <message>
   <source>A polygon for each thing or part of the ground.</source>
   <translation>Ein Polygon für jedes Ding oder jedes Stück der Fläche.</translation>
  </message>
  <message>
   <source>A word or two, such as: ships</source>
   <translation>Ein oder zwei englische Wörter, etwa: ships</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Answer as a text file</source>
   <translation>Antwort als Textdatei</translation>
  </message>
  <message>
   <source>Answers a question about a raster layer, or an area of it, in words.

The area is looked at as one picture, reduced where it is large. The answer is the text output ANSWER, with SCORE (how sure it is, from 0 to 1) and VERDICT (answered, nothing found or not sure), for models and scripts to go on with; a text file can be written as well.</source>
   <translation>Beantwortet eine Frage zu einem Rasterlayer oder einem Gebiet daraus in Worten.

Das Gebiet wird als ein Bild betrachtet, verkleinert, wo es groß ist. Die Antwort ist die Textausgabe ANSWER, mit SCORE (wie sicher sie ist, von 0 bis 1) und VERDICT (beantwortet, nichts gefunden oder nicht sicher), damit Modelle und Skripte weiterarbeiten können; auch eine Textdatei kann geschrieben werden.</translation>
  </message>
  <message>
   <source>Area</source>
   <translation>Gebiet</translation>
  </message>
  <message>
   <source>Ask about a raster</source>
   <translation>Ein Raster befragen</translation>
  </message>
  <message>
   <source>Asking about “{layer}” failed: {message}</source>
   <translation>Die Frage zu „{layer}“ ist fehlgeschlagen: {message}</translation>
  </message>
  <message>
   <source>Auto lets the model choose by the question.</source>
   <translation>„Automatisch“ lässt das Modell nach der Frage wählen.</translation>
  </message>
  <message>
   <source>Auto takes what was chosen for the layer in the dock, else guesses it from bands, data type and values; correct it where it errs.</source>
   <translation>„Automatisch“ nimmt, was im Bedienfeld für den Layer gewählt wurde, sonst schließt es aus Kanälen, Datentyp und Werten; berichtigen Sie es, wo es irrt.</translation>
  </message>
  <message>
   <source>Bands</source>
   <translation>Kanäle</translation>
  </message>
  <message>
   <source>Changes</source>
   <translation>Änderungen</translation>
  </message>
  <message>
   <source>Choose a folder you may write to.</source>
   <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <source>Choose two rasters of one place and an area that both show.</source>
   <translation>Wählen Sie zwei Raster desselben Ortes und einen Bereich, den beide zeigen.</translation>
  </message>
  <message>
   <source>Classified</source>
   <translation>Klassifiziert</translation>
  </message>
  <message>
   <source>Classify features</source>
   <translation>Objekte klassifizieren</translation>
  </message>
  <message>
   <source>Classify scenes</source>
   <translation>Szenen klassifizieren</translation>
  </message>
  <message>
   <source>Compare two dates</source>
   <translation>Zwei Zeitpunkte vergleichen</translation>
  </message>
  <message>
   <source>Covered ground, such as water</source>
   <translation>Bedeckte Fläche, etwa Wasser</translation>
  </message>
  <message>
   <source>Describe features</source>
   <translation>Objekte beschreiben</translation>
  </message>
  <message>
   <source>Described</source>
   <translation>Beschrieben</translation>
  </message>
  <message>
   <source>Draws a polygon around everything in a raster layer that a phrase names: ships, storage tanks, tennis courts.

The layer is read in overlapping tiles, in pixels of the size on the ground that the model declares for this kind of image; what several tiles show becomes one polygon. Polygons are in the CRS of the raster. Each has a label, a score from 0 to 1, its area in square metres on the ellipsoid, and where it comes from: raster, kind of image, model, time.

Stopping keeps what has been found so far in an output file.</source>
   <translation>Zeichnet ein Polygon um alles in einem Rasterlayer, was ein Ausdruck benennt: Schiffe, Lagertanks, Tennisplätze (englisch: ships, storage tanks, tennis courts).

Der Layer wird in überlappenden Kacheln gelesen, in Pixeln der Bodenauflösung, die das Modell für diese Bildart angibt; was mehrere Kacheln zeigen, wird ein Polygon. Die Polygone haben das KBS des Rasters. Jedes hat eine Bezeichnung, eine Bewertung von 0 bis 1, seine Fläche in Quadratmetern auf dem Ellipsoid und seine Herkunft: Raster, Bildart, Modell, Zeit.

Beim Anhalten bleibt das bisher Gefundene in einer Ausgabedatei erhalten.</translation>
  </message>
  <message>
   <source>Draws the outline of the object that each feature marks: from a point on it, a box or a rough polygon around it, or a line along it.

Polygons are in the CRS of the raster. Each has a label, a score from 0 to 1, its area in square metres on the ellipsoid, where it comes from, the id of its feature (source_fid) and the feature's own fields. Where no object is seen there is no polygon.

Stopping keeps what has been outlined so far in an output file.</source>
   <translation>Zeichnet den Umriss des Gegenstands, den jedes Vektorobjekt markiert: von einem Punkt darauf, einem Rechteck oder groben Polygon darum oder einer Linie entlang.

Die Polygone haben das KBS des Rasters. Jedes hat eine Bezeichnung, eine Bewertung von 0 bis 1, seine Fläche in Quadratmetern auf dem Ellipsoid, seine Herkunft, die ID seines Vektorobjekts (source_fid) und dessen Felder. Wo kein Gegenstand zu sehen ist, gibt es kein Polygon.

Beim Anhalten bleibt das bisher Umrissene in einer Ausgabedatei erhalten.</translation>
  </message>
  <message>
   <source>Earlier raster</source>
   <translation>Früheres Raster</translation>
  </message>
  <message>
   <source>EarthGPT-X: ask raster layers</source>
   <translation>EarthGPT-X: Rasterlayer befragen</translation>
  </message>
  <message>
   <source>Features</source>
   <translation>Objekte</translation>
  </message>
  <message>
   <source>Find a phrase in a raster</source>
   <translation>Einen Ausdruck in einem Raster suchen</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>Gefunden</translation>
  </message>
  <message>
   <source>From 0 to 1; lower finds more and errs more. Unset: what suits the model.</source>
   <translation>Von 0 bis 1; niedriger findet mehr und irrt mehr. Ohne Angabe: was zum Modell passt.</translation>
  </message>
  <message>
   <source>How many appeared</source>
   <translation>Wie viele neu sind</translation>
  </message>
  <message>
   <source>How many changes are not sure</source>
   <translation>Wie viele Änderungen nicht sicher sind</translation>
  </message>
  <message>
   <source>How many disappeared</source>
   <translation>Wie viele verschwunden sind</translation>
  </message>
  <message>
   <source>How many stayed</source>
   <translation>Wie viele geblieben sind</translation>
  </message>
  <message>
   <source>How many were found</source>
   <translation>Anzahl der Funde</translation>
  </message>
  <message>
   <source>Kind of image</source>
   <translation>Bildart</translation>
  </message>
  <message>
   <source>Later raster</source>
   <translation>Späteres Raster</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>Layer</translation>
  </message>
  <message>
   <source>Looks for what a phrase names in two rasters of one place and tells what appeared, disappeared and stayed.

The rasters may differ in pixel size, extent, CRS and sensor; only ground that both show is compared. Polygons are in the CRS of the later raster; those that stayed have their later outline. Beside the fields that “Find a phrase in a raster” writes, each has “change” and “sure”. Not sure is a change where the other date shows the same thing with a score below the minimum: perhaps nothing changed there.

Where the rasters do not lie exactly on each other, choose a smaller overlap. Stopping keeps what could be compared so far in an output file.</source>
   <translation>Sucht, was ein Ausdruck nennt, in zwei Rastern desselben Ortes und sagt, was neu ist, was verschwunden und was geblieben ist.

Die Raster dürfen sich in Pixelgröße, Ausdehnung, KBS und Sensor unterscheiden; verglichen wird nur, was beide zeigen. Die Polygone sind im KBS des späteren Rasters; was geblieben ist, hat seinen späteren Umriss. Neben den Feldern, die „Einen Ausdruck in einem Raster suchen“ schreibt, hat jedes „change“ und „sure“. Nicht sicher ist eine Änderung, wo der andere Zeitpunkt dasselbe mit einer Bewertung unter der Mindestbewertung zeigt: Vielleicht hat sich dort nichts geändert.

Wo die Raster nicht genau aufeinander liegen, hilft eine kleinere Überlappung. Beim Anhalten bleibt in einer Ausgabedatei, was bis dahin verglichen werden konnte.</translation>
  </message>
  <message>
   <source>Margin around a feature, in percent of its size</source>
   <translation>Rand um ein Objekt, in Prozent seiner Größe</translation>
  </message>
  <message>
   <source>Minimum score</source>
   <translation>Mindestbewertung</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Outline features</source>
   <translation>Objekte umreißen</translation>
  </message>
  <message>
   <source>Outlines</source>
   <translation>Umrisse</translation>
  </message>
  <message>
   <source>Pieces of “{layer}” to look at: {count}</source>
   <translation>Zu betrachtende Stücke von „{layer}“: {count}</translation>
  </message>
  <message>
   <source>Pixel size</source>
   <translation>Pixelgröße</translation>
  </message>
  <message>
   <source>Pixels of the raster. Has no effect where polygons are given.</source>
   <translation>Pixel des Rasters. Ohne Wirkung, wo Polygone angegeben sind.</translation>
  </message>
  <message>
   <source>Points, lines or polygons in any CRS, each on one thing in the imagery.</source>
   <translation>Punkte, Linien oder Polygone in beliebigem KBS, jedes auf einem Gegenstand im Bild.</translation>
  </message>
  <message>
   <source>Polygons</source>
   <translation>Polygone</translation>
  </message>
  <message>
   <source>Question</source>
   <translation>Frage</translation>
  </message>
  <message>
   <source>Question, answer, score, layer and model, in lines.</source>
   <translation>Frage, Antwort, Bewertung, Layer und Modell, zeilenweise.</translation>
  </message>
  <message>
   <source>Raster layer</source>
   <translation>Rasterlayer</translation>
  </message>
  <message>
   <source>Rasters</source>
   <translation>Raster</translation>
  </message>
  <message>
   <source>Read the layer coarser, for large things or a quick look. Unset: what the model declares for this kind of image; finer pixels are averaged, coarser ones enlarged at most twice.</source>
   <translation>Den Layer gröber lesen, für große Dinge oder einen schnellen Blick. Ohne Angabe: was das Modell für diese Bildart angibt; feinere Pixel werden gemittelt, gröbere höchstens zweifach vergrößert.</translation>
  </message>
  <message>
   <source>Says of each feature what the imagery shows there: building, ship, storage tank.

The output is a copy of the features with the fields egx_label (the class), egx_score (how sure that is, from 0 to 1) and source_fid (the id of the feature). Features beyond the raster, or without a valid geometry, keep these empty. Rows come in the order in which the raster is read.

Stopping keeps the features that have been answered in an output file.</source>
   <translation>Sagt zu jedem Objekt, was das Bild dort zeigt: Gebäude, Schiff, Lagertank (auf Englisch).

Die Ausgabe ist eine Kopie der Objekte mit den Feldern egx_label (die Klasse), egx_score (wie sicher sie ist, von 0 bis 1) und source_fid (die ID des Objekts). Bei Objekten außerhalb des Rasters oder ohne gültige Geometrie bleiben diese leer. Die Zeilen kommen in der Reihenfolge, in der das Raster gelesen wird.

Beim Anhalten bleiben die beantworteten Objekte in einer Ausgabedatei erhalten.</translation>
  </message>
  <message>
   <source>Says what kind of place an area shows: airport, harbour, farmland.

With polygons, each one is a place: the rectangle around it is looked at, and the output is a copy of the polygons. Without, the raster, or the chosen area of it, is divided into a grid of equal rectangles.

The fields egx_label (the class) and egx_score (how sure that is, from 0 to 1) hold the answer, and with polygons source_fid the id of the polygon. Places without data keep them empty.

Stopping keeps the places that have been answered in an output file.</source>
   <translation>Sagt, welche Art von Ort ein Gebiet zeigt: Flughafen, Hafen, Ackerland (auf Englisch).

Mit Polygonen ist jedes ein Ort: Das Rechteck darum wird betrachtet, und die Ausgabe ist eine Kopie der Polygone. Ohne wird das Raster oder das gewählte Gebiet daraus in ein Gitter gleicher Rechtecke geteilt.

Die Felder egx_label (die Klasse) und egx_score (wie sicher sie ist, von 0 bis 1) enthalten die Antwort, mit Polygonen source_fid die ID des Polygons. Bei Orten ohne Daten bleiben sie leer.

Beim Anhalten bleiben die beantworteten Orte in einer Ausgabedatei erhalten.</translation>
  </message>
  <message>
   <source>Scenes</source>
   <translation>Szenen</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>Bewertung</translation>
  </message>
  <message>
   <source>Set the CRS of the layer that has none.</source>
   <translation>Legen Sie das KBS des Layers fest, der keines hat.</translation>
  </message>
  <message>
   <source>Shared area of two outlines by the area of both together, from which they are the same thing. Has no effect on covered ground.</source>
   <translation>Gemeinsame Fläche zweier Umrisse durch die Fläche beider zusammen, ab der sie dasselbe Ding sind. Ohne Wirkung bei bedeckter Fläche.</translation>
  </message>
  <message>
   <source>Side of a grid tile, in pixels</source>
   <translation>Seitenlänge einer Gitterkachel in Pixeln</translation>
  </message>
  <message>
   <source>Single things, such as ships</source>
   <translation>Einzelne Dinge, etwa Schiffe</translation>
  </message>
  <message>
   <source>Smallest overlap</source>
   <translation>Kleinste Überlappung</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Angehalten.</translation>
  </message>
  <message>
   <source>Stopped; {} features were answered.</source>
   <translation>Angehalten; {} Objekte wurden beantwortet.</translation>
  </message>
  <message>
   <source>Stopped; {} outlines were drawn.</source>
   <translation>Angehalten; {} Umrisse wurden gezeichnet.</translation>
  </message>
  <message>
   <source>Stopped; {} places were classified.</source>
   <translation>Angehalten; {} Orte wurden klassifiziert.</translation>
  </message>
  <message>
   <source>Such as: Is there a bridge? Describing and classifying need no question.</source>
   <translation>Auf Englisch, etwa: Is there a bridge? Beschreiben und Klassifizieren brauchen keine Frage.</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <source>Text files</source>
   <translation>Textdateien</translation>
  </message>
  <message>
   <source>The features as they are, with the answer in further fields.</source>
   <translation>Die Objekte, wie sie sind, mit der Antwort in weiteren Feldern.</translation>
  </message>
  <message>
   <source>The imagery: a file, a mosaic or an online layer; any data type and CRS.</source>
   <translation>Das Bild: eine Datei, ein Mosaik oder ein Online-Layer; beliebiger Datentyp, beliebiges KBS.</translation>
  </message>
  <message>
   <source>The places; without polygons they are the tiles of a grid.</source>
   <translation>Die Orte; ohne Polygone sind es die Kacheln eines Gitters.</translation>
  </message>
  <message>
   <source>The polygons, or the tiles of the grid, with their class.</source>
   <translation>Die Polygone oder die Kacheln des Gitters mit ihrer Klasse.</translation>
  </message>
  <message>
   <source>The question is empty.</source>
   <translation>Die Frage ist leer.</translation>
  </message>
  <message>
   <source>There is nothing to find.</source>
   <translation>Es gibt nichts zu suchen.</translation>
  </message>
  <message>
   <source>Things are the same where their outlines overlap; of ground the parts are drawn that were covered at one date only, or at both.</source>
   <translation>Dinge sind dieselben, wo sich ihre Umrisse überlappen; von bedeckter Fläche werden die Teile gezeichnet, die nur zu einem Zeitpunkt oder zu beiden bedeckt waren.</translation>
  </message>
  <message>
   <source>Three as red, green and blue, or one; as the layer's style where none is chosen.</source>
   <translation>Drei als Rot, Grün und Blau, oder einer; wie im Stil des Layers, wo keiner gewählt ist.</translation>
  </message>
  <message>
   <source>Type a phrase, such as: ships</source>
   <translation>Geben Sie einen englischen Ausdruck ein, etwa: ships</translation>
  </message>
  <message>
   <source>Type one, or choose a task that needs none, such as “{}”.</source>
   <translation>Geben Sie eine ein oder wählen Sie eine Aufgabe, die keine braucht, etwa „{}“.</translation>
  </message>
  <message>
   <source>Verdict</source>
   <translation>Befund</translation>
  </message>
  <message>
   <source>What is compared</source>
   <translation>Was verglichen wird</translation>
  </message>
  <message>
   <source>What the model sees on each side of a feature; it is never less than 64 pixels.</source>
   <translation>Was das Modell auf jeder Seite eines Objekts sieht; nie weniger als 64 Pixel.</translation>
  </message>
  <message>
   <source>What to find</source>
   <translation>Was gesucht wird</translation>
  </message>
  <message>
   <source>Where to look; the whole layer where nothing is chosen. Online layers need one.</source>
   <translation>Wo gesucht wird; der ganze Layer, wo nichts gewählt ist. Online-Layer brauchen eine Angabe.</translation>
  </message>
  <message>
   <source>Writes a short sentence about what the imagery shows at each feature.

The output is a copy of the features with the fields egx_answer (the sentence), egx_score (how sure it is, from 0 to 1) and source_fid (the id of the feature). Features beyond the raster, or without a valid geometry, keep these empty. Rows come in the order in which the raster is read.

Stopping keeps the features that have been answered in an output file.</source>
   <translation>Schreibt einen kurzen englischen Satz darüber, was das Bild an jedem Objekt zeigt.

Die Ausgabe ist eine Kopie der Objekte mit den Feldern egx_answer (der Satz), egx_score (wie sicher er ist, von 0 bis 1) und source_fid (die ID des Objekts). Bei Objekten außerhalb des Rasters oder ohne gültige Geometrie bleiben diese leer. Die Zeilen kommen in der Reihenfolge, in der das Raster gelesen wird.

Beim Anhalten bleiben die beantworteten Objekte in einer Ausgabedatei erhalten.</translation>
  </message>
  <message>
   <source>earlier</source>
   <translation>früher</translation>
  </message>
  <message>
   <source>later</source>
   <translation>später</translation>
  </message>
  <message>
   <source>{count} features were not asked about, such as #{id}: {reason}.</source>
   <translation>Zu {count} Objekten wurde nicht gefragt, etwa #{id}: {reason}.</translation>
  </message>
  <message>
   <source>{path} cannot be written: {reason}</source>
   <translation>{path} kann nicht geschrieben werden: {reason}</translation>
  </message>
  <message>
   <source>“{earlier}” and “{later}” do not lie on the same ground there.</source>
   <translation>„{earlier}“ und „{later}“ liegen dort nicht am selben Ort.</translation>
  </message>
  <message>
   <source>“{without}” has no CRS and “{other}” has one: they cannot be compared.</source>
   <translation>„{without}“ hat kein KBS, „{other}“ hat eines: Sie lassen sich nicht vergleichen.</translation>
  </message>
 </context>
 <context>
  <name>PromptToolbar</name>
  <message>
   <source>Mark a box: drag around an object.</source>
   <translation>Ein Rechteck markieren: um ein Objekt aufziehen.</translation>
  </message>
  <message>
   <source>Mark a point: click on an object. Shift subtracts from the last mark. Esc leaves the tool.</source>
   <translation>Einen Punkt markieren: auf ein Objekt klicken. Mit der Umschalttaste wird von der letzten Markierung abgezogen. Esc verlässt das Werkzeug.</translation>
  </message>
  <message>
   <source>Mark a polygon: click its corners, right-click ends it.</source>
   <translation>Ein Polygon markieren: Ecken anklicken, Rechtsklick beendet.</translation>
  </message>
  <message>
   <source>Mark free-hand: draw over an object.</source>
   <translation>Freihand markieren: über ein Objekt zeichnen.</translation>
  </message>
  <message>
   <source>Remove all marks.</source>
   <translation>Alle Markierungen entfernen.</translation>
  </message>
  <message>
   <source>Remove the marks chosen in the list.</source>
   <translation>Die in der Liste gewählten Markierungen entfernen.</translation>
  </message>
  <message>
   <source>Take back the last change of the marks (Ctrl+Z; Ctrl+Shift+Z makes it again).</source>
   <translation>Die letzte Änderung der Markierungen rückgängig machen (Strg+Z; Strg+Umschalt+Z wiederholt sie).</translation>
  </message>
  <message>
   <source>Use the selected features of the current vector layer as marks.</source>
   <translation>Die gewählten Objekte des aktuellen Vektorlayers als Markierungen verwenden.</translation>
  </message>
 </context>
 <context>
  <name>Provenance</name>
  <message>
   <source>, stretch {stretch}</source>
   <translation>, Streckung {stretch}</translation>
  </message>
  <message>
   <source>Polygons a model drew on rasters, see the history.</source>
   <translation>Polygone, die ein Modell auf Rastern gezeichnet hat, siehe Verlauf.</translation>
  </message>
  <message>
   <source>none (untrained)</source>
   <translation>keine (untrainiert)</translation>
  </message>
  <message>
   <source>{created}: {task} “{question}” on {source_layer} ({source_kind}), model {model}, weights sha256 {weights_sha256}</source>
   <translation>{created}: {task} „{question}“ auf {source_layer} ({source_kind}), Modell {model}, Gewichte sha256 {weights_sha256}</translation>
  </message>
 </context>
 <context>
  <name>QuestionLine</name>
  <message>
   <source>Ask</source>
   <translation>Fragen</translation>
  </message>
  <message>
   <source>Ask about what the map shows of the layer (Enter)</source>
   <translation>Zu dem fragen, was die Karte vom Layer zeigt (Eingabe)</translation>
  </message>
  <message>
   <source>Enter asks, Shift+Enter begins a new line.</source>
   <translation>Eingabe fragt, Umschalt+Eingabe beginnt eine neue Zeile.</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Stop the answer; what has come so far is kept (Esc)</source>
   <translation>Die Antwort anhalten; was schon da ist, bleibt (Esc)</translation>
  </message>
 </context>
 <context>
  <name>RecipeDialog</name>
  <message>
   <source>All of it</source>
   <translation>Ganz</translation>
  </message>
  <message>
   <source>Area</source>
   <translation>Bereich</translation>
  </message>
  <message>
   <source>For large layers, use “Find a phrase in a raster” of the Processing toolbox.</source>
   <translation>Für große Layer gibt es „Einen Ausdruck in einem Raster suchen“ in den Verarbeitungswerkzeugen.</translation>
  </message>
  <message>
   <source>Raster layer</source>
   <translation>Rasterlayer</translation>
  </message>
  <message>
   <source>Recipe</source>
   <translation>Rezept</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>Ausführen</translation>
  </message>
  <message>
   <source>Run a recipe of “{}”</source>
   <translation>Ein Rezept von „{}“ ausführen</translation>
  </message>
  <message>
   <source>Sensor: {sensor}, minimum score {score}, tiles of {tile} pixels
Answered then by {model}</source>
   <translation>Sensor: {sensor}, Mindestbewertung {score}, Kacheln von {tile} Pixeln
Damals beantwortet von {model}</translation>
  </message>
  <message>
   <source>What the map shows of it</source>
   <translation>Was die Karte davon zeigt</translation>
  </message>
 </context>
 <context>
  <name>RecipePlanner</name>
  <message>
   <source>The recipe was made with {then}; {now} with other weights answers now.</source>
   <translation>Das Rezept entstand mit {then}; jetzt antwortet {now} mit anderen Gewichten.</translation>
  </message>
 </context>
 <context>
  <name>RefineController</name>
  <message>
   <source>Ask again to have them anew.</source>
   <translation>Fragen Sie noch einmal, um sie neu zu erhalten.</translation>
  </message>
  <message>
   <source>Refine “{}”</source>
   <translation>„{}“ verfeinern</translation>
  </message>
  <message>
   <source>The polygons of this answer are gone.</source>
   <translation>Die Polygone dieser Antwort sind nicht mehr da.</translation>
  </message>
 </context>
 <context>
  <name>RefinePanel</name>
  <message>
   <source> square units</source>
   <translation> Quadrateinheiten</translation>
  </message>
  <message>
   <source>Any size</source>
   <translation>Jede Größe</translation>
  </message>
  <message>
   <source>As found</source>
   <translation>Wie gefunden</translation>
  </message>
  <message>
   <source>At least</source>
   <translation>Mindestens</translation>
  </message>
  <message>
   <source>Back to the polygons as they were found</source>
   <translation>Zurück zu den Polygonen, wie sie gefunden wurden</translation>
  </message>
  <message>
   <source>Close; the polygons stay as they are</source>
   <translation>Schließen; die Polygone bleiben, wie sie sind</translation>
  </message>
  <message>
   <source>Merge those that touch</source>
   <translation>Berührende zusammenfassen</translation>
  </message>
  <message>
   <source>Outlines</source>
   <translation>Umrisse</translation>
  </message>
  <message>
   <source>Polygons</source>
   <translation>Polygone</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Right angles (buildings)</source>
   <translation>Rechte Winkel (Gebäude)</translation>
  </message>
  <message>
   <source>Smaller polygons are dropped; lower it to get them back.</source>
   <translation>Kleinere Polygone fallen weg; ein niedrigerer Wert bringt sie zurück.</translation>
  </message>
  <message>
   <source>Smooth</source>
   <translation>Glätten</translation>
  </message>
  <message>
   <source>Split into single parts</source>
   <translation>In einzelne Teile trennen</translation>
  </message>
 </context>
 <context>
  <name>ResultPanel</name>
  <message>
   <source>Adds fields in the layer's edit buffer, as one undo step</source>
   <translation>Ergänzt Felder in der Bearbeitungssitzung des Layers, als ein Schritt</translation>
  </message>
  <message>
   <source>Answer to the question</source>
   <translation>Antwort auf die Frage</translation>
  </message>
  <message>
   <source>Description</source>
   <translation>Beschreibung</translation>
  </message>
  <message>
   <source>Into a copy of the layer</source>
   <translation>In eine Kopie des Layers</translation>
  </message>
  <message>
   <source>Into the field {}</source>
   <translation>In das Feld {}</translation>
  </message>
  <message>
   <source>Into the layer itself</source>
   <translation>In den Layer selbst</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>Bezeichnung</translation>
  </message>
  <message>
   <source>Minimum score</source>
   <translation>Mindestbewertung</translation>
  </message>
  <message>
   <source>No polygons yet</source>
   <translation>Noch keine Polygone</translation>
  </message>
  <message>
   <source>Polygons scored lower are hidden, not deleted; nothing is asked anew.</source>
   <translation>Schlechter bewertete Polygone werden ausgeblendet, nicht gelöscht; nichts wird neu gefragt.</translation>
  </message>
  <message>
   <source>Polygons: {}</source>
   <translation>Polygone: {}</translation>
  </message>
  <message>
   <source>Polygons: {}, hidden: {}</source>
   <translation>{} Polygone, {} verborgen</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save the result layer to a file</source>
   <translation>Den Ergebnislayer in eine Datei speichern</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>Bewertung</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>Wohin</translation>
  </message>
  <message>
   <source>Write to features</source>
   <translation>In Objekte schreiben</translation>
  </message>
  <message>
   <source>Write what was said of the selected features into fields of their layer</source>
   <translation>Was zu den gewählten Objekten gesagt wurde, in Felder ihres Layers schreiben</translation>
  </message>
 </context>
 <context>
  <name>ResultStyle</name>
  <message>
   <source>other</source>
   <translation>andere</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>verworfen</translation>
  </message>
  <message>
   <source>{label}, low score</source>
   <translation>{label}, niedrig bewertet</translation>
  </message>
 </context>
 <context>
  <name>ResultsController</name>
  <message>
   <source>All polygons of this phrase are below the minimum score.</source>
   <translation>Alle Polygone dieses Ausdrucks liegen unter der Mindestbewertung.</translation>
  </message>
  <message>
   <source>Answers stay in the temporary layer; save it again to go on in a table.</source>
   <translation>Antworten bleiben im temporären Layer; speichern Sie ihn erneut, um in einer Tabelle weiterzumachen.</translation>
  </message>
  <message>
   <source>Ask again.</source>
   <translation>Fragen Sie noch einmal.</translation>
  </message>
  <message>
   <source>Lower the slider to see them.</source>
   <translation>Schieben Sie den Regler nach links, um sie zu sehen.</translation>
  </message>
  <message>
   <source>The layer of these polygons was removed.</source>
   <translation>Der Layer dieser Polygone wurde entfernt.</translation>
  </message>
  <message>
   <source>The project was closed while {} polygons were on their way.</source>
   <translation>Das Projekt wurde geschlossen, während {} Polygone unterwegs waren.</translation>
  </message>
  <message>
   <source>The results were saved to {}, but have changed meanwhile.</source>
   <translation>Die Ergebnisse wurden nach {} gespeichert, haben sich inzwischen aber geändert.</translation>
  </message>
  <message>
   <source>They were dropped: ask again.</source>
   <translation>Sie wurden verworfen: Fragen Sie erneut.</translation>
  </message>
 </context>
 <context>
  <name>Review</name>
  <message>
   <source>Accept a polygon</source>
   <translation>Ein Polygon annehmen</translation>
  </message>
  <message>
   <source>Reject a polygon</source>
   <translation>Ein Polygon verwerfen</translation>
  </message>
  <message>
   <source>Save it to a file of yours, add that to the project and review it there.</source>
   <translation>Speichern Sie ihn in eine eigene Datei, fügen Sie diese dem Projekt hinzu und prüfen Sie dort.</translation>
  </message>
  <message>
   <source>Take a decision back</source>
   <translation>Eine Entscheidung zurücknehmen</translation>
  </message>
  <message>
   <source>The decisions could not be saved in “{layer}”: {reason}</source>
   <translation>Die Entscheidungen konnten nicht in „{layer}“ gespeichert werden: {reason}</translation>
  </message>
  <message>
   <source>They stand in its edit session; save the edits or a copy of it.</source>
   <translation>Sie stehen in dessen Bearbeitungssitzung; speichern Sie die Änderungen oder eine Kopie.</translation>
  </message>
  <message>
   <source>“{layer}” takes no decisions: it cannot be edited.</source>
   <translation>„{layer}“ nimmt keine Entscheidungen an: Er lässt sich nicht bearbeiten.</translation>
  </message>
 </context>
 <context>
  <name>ReviewBar</name>
  <message>
   <source>Accept</source>
   <translation>Annehmen</translation>
  </message>
  <message>
   <source>Accept this polygon (A)</source>
   <translation>Dieses Polygon annehmen (A)</translation>
  </message>
  <message>
   <source>Accepted: {accepted}, rejected: {rejected}</source>
   <translation>Angenommen: {accepted}, verworfen: {rejected}</translation>
  </message>
  <message>
   <source>Export the decisions as training data…</source>
   <translation>Entscheidungen als Trainingsdaten exportieren…</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Nächstes</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>Reject this polygon (R)</source>
   <translation>Dieses Polygon verwerfen (R)</translation>
  </message>
  <message>
   <source>Save the decisions and end the review (Esc)</source>
   <translation>Die Entscheidungen speichern und die Prüfung beenden (Esc)</translation>
  </message>
  <message>
   <source>Show the next polygon without a decision (N)</source>
   <translation>Das nächste Polygon ohne Entscheidung zeigen (N)</translation>
  </message>
  <message>
   <source>Take the last decision back</source>
   <translation>Die letzte Entscheidung zurücknehmen</translation>
  </message>
  <message>
   <source>{reviewed} of {total} reviewed</source>
   <translation>{reviewed} von {total} geprüft</translation>
  </message>
 </context>
 <context>
  <name>ReviewController</name>
  <message>
   <source> Put the raster of “{}” beside the file first.</source>
   <translation> Legen Sie erst das Raster von „{}“ neben die Datei.</translation>
  </message>
  <message>
   <source>Choose one with the polygons of answers: label, score and status.</source>
   <translation>Wählen Sie einen mit den Polygonen von Antworten: label, score und status.</translation>
  </message>
  <message>
   <source>Every polygon has its decision</source>
   <translation>Jedes Polygon hat seine Entscheidung</translation>
  </message>
  <message>
   <source>Export the decisions as training data</source>
   <translation>Die Entscheidungen als Trainingsdaten exportieren</translation>
  </message>
  <message>
   <source>Exported {accepted} accepted and {rejected} rejected polygons. Train with them: python -m backend.train --data {path}</source>
   <translation>{accepted} angenommene und {rejected} verworfene Polygone exportiert. Damit trainieren: python -m backend.train --data {path}</translation>
  </message>
  <message>
   <source>GeoPackage (*.gpkg)</source>
   <translation>GeoPackage (*.gpkg)</translation>
  </message>
  <message>
   <source>The review ended with the edit session.</source>
   <translation>Die Prüfung endete mit der Bearbeitungssitzung.</translation>
  </message>
  <message>
   <source>This layer cannot be reviewed.</source>
   <translation>Dieser Layer kann nicht geprüft werden.</translation>
  </message>
  <message>
   <source>no label</source>
   <translation>ohne Bezeichnung</translation>
  </message>
 </context>
 <context>
  <name>SaveController</name>
  <message>
   <source> Further answers go straight into it.</source>
   <translation> Weitere Antworten kommen direkt hinein.</translation>
  </message>
  <message>
   <source> The table has no field {}.</source>
   <translation> Die Tabelle hat kein Feld {}.</translation>
  </message>
  <message>
   <source>EarthGPT-X: saving {}</source>
   <translation>EarthGPT-X: speichert {}</translation>
  </message>
  <message>
   <source>Results are being saved.</source>
   <translation>Es werden gerade Ergebnisse gespeichert.</translation>
  </message>
  <message>
   <source>Saved {count} polygons to table “{table}” of {path}.</source>
   <translation>{count} Polygone in Tabelle „{table}“ von {path} gespeichert.</translation>
  </message>
  <message>
   <source>Saved {count} polygons to {path}.</source>
   <translation>{count} Polygone in {path} gespeichert.</translation>
  </message>
  <message>
   <source>The result layer was removed.</source>
   <translation>Der Ergebnislayer wurde entfernt.</translation>
  </message>
  <message>
   <source>Wait for it or cancel it.</source>
   <translation>Warten Sie darauf, oder brechen Sie ab.</translation>
  </message>
 </context>
 <context>
  <name>SaveDialog</name>
  <message>
   <source>Append to the table</source>
   <translation>An die Tabelle anhängen</translation>
  </message>
  <message>
   <source>As a new table</source>
   <translation>Als neue Tabelle</translation>
  </message>
  <message>
   <source>Choose a file.</source>
   <translation>Wählen Sie eine Datei.</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Further answers go straight into this table</source>
   <translation>Weitere Antworten kommen direkt in diese Tabelle</translation>
  </message>
  <message>
   <source>GeoPackage (*.gpkg)</source>
   <translation>GeoPackage (*.gpkg)</translation>
  </message>
  <message>
   <source>Hidden polygons, too: {}</source>
   <translation>Auch verborgene Polygone: {}</translation>
  </message>
  <message>
   <source>Name the table.</source>
   <translation>Geben Sie der Tabelle einen Namen.</translation>
  </message>
  <message>
   <source>Replace the file and all that is in it</source>
   <translation>Die Datei mit allem darin ersetzen</translation>
  </message>
  <message>
   <source>Replace the table and all that is in it</source>
   <translation>Die Tabelle mit allem darin ersetzen</translation>
  </message>
  <message>
   <source>Save results</source>
   <translation>Ergebnisse speichern</translation>
  </message>
  <message>
   <source>Selected polygons only: {}</source>
   <translation>Nur ausgewählte Polygone: {}</translation>
  </message>
  <message>
   <source>Table</source>
   <translation>Tabelle</translation>
  </message>
  <message>
   <source>The file exists: choose whether to replace it.</source>
   <translation>Die Datei gibt es schon: Wählen Sie, ob sie ersetzt wird.</translation>
  </message>
  <message>
   <source>The file exists; what is in it stays as it is.</source>
   <translation>Die Datei gibt es schon; was darin ist, bleibt.</translation>
  </message>
  <message>
   <source>The file has a table of this name: choose what to do with it.</source>
   <translation>Die Datei hat eine Tabelle dieses Namens: Wählen Sie, was damit geschehen soll.</translation>
  </message>
  <message>
   <source>The table takes the place of the temporary layer, hidden polygons included</source>
   <translation>Die Tabelle tritt an die Stelle des temporären Layers, mit den ausgeblendeten Polygonen</translation>
  </message>
 </context>
 <context>
  <name>SavedCopy</name>
  <message>
   <source>Choose a folder you may write to. The results are still in their layer.</source>
   <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen. Die Ergebnisse sind weiterhin in ihrem Layer.</translation>
  </message>
  <message>
   <source>It may have been moved or unmounted. Choose another folder.</source>
   <translation>Vielleicht wurde er verschoben oder ausgehängt. Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <source>Save or discard your edits, or save what is shown only.</source>
   <translation>Speichern oder verwerfen Sie Ihre Änderungen, oder speichern Sie nur das Sichtbare.</translation>
  </message>
  <message>
   <source>Saving was cancelled: nothing was written.</source>
   <translation>Das Speichern wurde abgebrochen: Es wurde nichts geschrieben.</translation>
  </message>
  <message>
   <source>The folder of {path} does not exist.</source>
   <translation>Den Ordner von {path} gibt es nicht.</translation>
  </message>
  <message>
   <source>The results are still in their layer.</source>
   <translation>Die Ergebnisse sind noch in ihrem Layer.</translation>
  </message>
  <message>
   <source>{path} cannot be written: {reason}.</source>
   <translation>{path} kann nicht geschrieben werden: {reason}.</translation>
  </message>
  <message>
   <source>“{layer}” is being edited: its hidden features cannot be saved.</source>
   <translation>„{layer}“ wird gerade bearbeitet: Ausgeblendete Objekte können nicht gespeichert werden.</translation>
  </message>
 </context>
 <context>
  <name>SavingLine</name>
  <message>
   <source>Cancel; files stay as they were</source>
   <translation>Abbrechen; Dateien bleiben, wie sie waren</translation>
  </message>
  <message>
   <source>Saving</source>
   <translation>Wird gespeichert</translation>
  </message>
 </context>
 <context>
  <name>SegmentLayer</name>
  <message>
   <source>Add an answer</source>
   <translation>Eine Antwort hinzufügen</translation>
  </message>
  <message>
   <source>Ask again: a new one will be made.</source>
   <translation>Fragen Sie noch einmal: Es wird ein neuer angelegt.</translation>
  </message>
  <message>
   <source>EarthGPT-X results</source>
   <translation>EarthGPT-X-Ergebnisse</translation>
  </message>
  <message>
   <source>Let a new result layer be made.</source>
   <translation>Lassen Sie einen neuen Ergebnislayer anlegen.</translation>
  </message>
  <message>
   <source>Make room on the disk, or its file writable, and refine again.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger oder machen Sie die Datei beschreibbar und verfeinern Sie erneut.</translation>
  </message>
  <message>
   <source>Make room on the disk, or remove the layer and ask again: a new one will be made.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger, oder entfernen Sie den Layer und fragen Sie noch einmal: Es wird ein neuer angelegt.</translation>
  </message>
  <message>
   <source>Save or discard your edits, then move the slider again.</source>
   <translation>Speichern oder verwerfen Sie Ihre Änderungen und bewegen Sie dann den Regler noch einmal.</translation>
  </message>
  <message>
   <source>Save or discard your edits, then save the layer.</source>
   <translation>Speichern oder verwerfen Sie Ihre Änderungen und speichern Sie dann den Layer.</translation>
  </message>
  <message>
   <source>The answer about “{source}” has another CRS than “{layer}”.</source>
   <translation>Die Antwort zu „{source}“ hat ein anderes KBS als „{layer}“.</translation>
  </message>
  <message>
   <source>The result layer was removed.</source>
   <translation>Der Ergebnislayer wurde entfernt.</translation>
  </message>
  <message>
   <source>The results are still in their temporary layer.</source>
   <translation>Die Ergebnisse sind weiterhin in ihrem temporären Layer.</translation>
  </message>
  <message>
   <source>{path} cannot be opened.</source>
   <translation>{path} lässt sich nicht öffnen.</translation>
  </message>
  <message>
   <source>“{layer}” is being edited and cannot be filtered.</source>
   <translation>„{layer}“ wird gerade bearbeitet und kann nicht gefiltert werden.</translation>
  </message>
  <message>
   <source>“{layer}” is being edited.</source>
   <translation>„{layer}“ wird gerade bearbeitet.</translation>
  </message>
  <message>
   <source>“{layer}” keeps polygons that were to go; some stand twice: {}</source>
   <translation>„{layer}“ behält Polygone, die weichen sollten; manche stehen doppelt: {}</translation>
  </message>
  <message>
   <source>“{layer}” refused the answer's polygons. {reason}</source>
   <translation>„{layer}“ hat die Polygone der Antwort abgelehnt. {reason}</translation>
  </message>
  <message>
   <source>“{layer}” was not made for answers.</source>
   <translation>„{layer}“ ist nicht für Antworten gemacht.</translation>
  </message>
 </context>
 <context>
  <name>Session</name>
  <message>
   <source>Answering</source>
   <translation>Antwort entsteht</translation>
  </message>
  <message>
   <source>Ask again.</source>
   <translation>Fragen Sie noch einmal.</translation>
  </message>
  <message>
   <source>Choose a smaller tile size in the settings.</source>
   <translation>Wählen Sie in den Einstellungen eine kleinere Kachelgröße.</translation>
  </message>
  <message>
   <source>It is being started again: ask again.</source>
   <translation>Es wird wieder gestartet: Fragen Sie noch einmal.</translation>
  </message>
  <message>
   <source>Stopped.</source>
   <translation>Angehalten.</translation>
  </message>
  <message>
   <source>The backend was started anew.</source>
   <translation>Das Backend wurde neu gestartet.</translation>
  </message>
  <message>
   <source>The tile is too large to be sent ({}).</source>
   <translation>Die Kachel ist zu groß zum Senden ({}).</translation>
  </message>
 </context>
 <context>
  <name>SingleFiles</name>
  <message>
   <source>A shapefile cuts field names to {length} characters: {names}.</source>
   <translation>Ein Shapefile kürzt Feldnamen auf {length} Zeichen: {names}.</translation>
  </message>
  <message>
   <source>Choose another name, or choose to replace it.</source>
   <translation>Wählen Sie einen anderen Namen, oder wählen Sie Ersetzen.</translation>
  </message>
  <message>
   <source>GeoJSON is always in longitude and latitude (WGS 84).</source>
   <translation>GeoJSON ist immer in Länge und Breite (WGS 84).</translation>
  </message>
  <message>
   <source>It cuts texts to {length} characters, holds at most 2 GB, and keeps one style only, in a file beside it.</source>
   <translation>Es kürzt Texte auf {length} Zeichen, fasst höchstens 2 GB und behält nur einen Stil, in einer Datei daneben.</translation>
  </message>
  <message>
   <source>Let its name end with .gpkg, .geojson, .fgb or .shp.</source>
   <translation>Lassen Sie den Namen auf .gpkg, .geojson, .fgb oder .shp enden.</translation>
  </message>
  <message>
   <source>The results have no CRS; readers will take them for degrees.</source>
   <translation>Die Ergebnisse haben kein KBS; andere Programme werden sie für Grad halten.</translation>
  </message>
  <message>
   <source>the disk may be full</source>
   <translation>der Datenträger ist vielleicht voll</translation>
  </message>
  <message>
   <source>{path} exists already.</source>
   <translation>{path} gibt es schon.</translation>
  </message>
  <message>
   <source>{path} is in no format that is known here.</source>
   <translation>{path} hat kein Format, das hier bekannt ist.</translation>
  </message>
 </context>
 <context>
  <name>SourcePanel</name>
  <message>
   <source>Bands</source>
   <translation>Kanäle</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>Layer</translation>
  </message>
  <message>
   <source>Sensor</source>
   <translation>Sensor</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>Aufgabe</translation>
  </message>
  <message>
   <source>The raster layer that is asked about, as far as it is in view.</source>
   <translation>Der Rasterlayer, um den es geht, soweit er im Kartenausschnitt liegt.</translation>
  </message>
  <message>
   <source>{auto}: {sensor}</source>
   <translation>{auto}: {sensor}</translation>
  </message>
 </context>
 <context>
  <name>StateLine</name>
  <message>
   <source>Busy</source>
   <translation>Beschäftigt</translation>
  </message>
  <message>
   <source>Choose another backend</source>
   <translation>Ein anderes Backend wählen</translation>
  </message>
  <message>
   <source>Install the backend, or repair it</source>
   <translation>Das Backend installieren oder reparieren</translation>
  </message>
  <message>
   <source>Install…</source>
   <translation>Installieren…</translation>
  </message>
  <message>
   <source>Ready</source>
   <translation>Bereit</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>Start the backend</source>
   <translation>Das Backend starten</translation>
  </message>
  <message>
   <source>Starting the backend</source>
   <translation>Backend wird gestartet</translation>
  </message>
  <message>
   <source>The backend failed</source>
   <translation>Das Backend ist ausgefallen</translation>
  </message>
  <message>
   <source>The backend is not started</source>
   <translation>Das Backend ist nicht gestartet</translation>
  </message>
 </context>
 <context>
  <name>TableAppend</name>
  <message>
   <source>Append results</source>
   <translation>Ergebnisse anhängen</translation>
  </message>
  <message>
   <source>Appending was cancelled: “{layer}” is as before.</source>
   <translation>Das Anhängen wurde abgebrochen: „{layer}“ ist wie zuvor.</translation>
  </message>
  <message>
   <source>Choose another layer, or save the results as a file of their own.</source>
   <translation>Wählen Sie einen anderen Layer oder speichern Sie die Ergebnisse als eigene Datei.</translation>
  </message>
  <message>
   <source>Close the file in other programs, or save the results as a new table.</source>
   <translation>Schließen Sie die Datei in anderen Programmen oder speichern Sie die Ergebnisse als neue Tabelle.</translation>
  </message>
  <message>
   <source>Make room on the disk, delete the last rows of the table, append again.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger, löschen Sie die letzten Zeilen der Tabelle und hängen Sie noch einmal an.</translation>
  </message>
  <message>
   <source>Nothing was appended to {table}: {reason}</source>
   <translation>An {table} wurde nichts angehängt: {reason}</translation>
  </message>
  <message>
   <source>it holds {theirs}, the results are {ours}</source>
   <translation>sie enthält {theirs}, die Ergebnisse sind {ours}</translation>
  </message>
  <message>
   <source>{count} of the rows came into {table}, then it failed: {reason}</source>
   <translation>{count} der Zeilen kamen in {table} an, dann schlug es fehl: {reason}</translation>
  </message>
  <message>
   <source>“{layer}” takes no new features.</source>
   <translation>„{layer}“ nimmt keine neuen Objekte auf.</translation>
  </message>
 </context>
 <context>
  <name>TaskTexts</name>
  <message>
   <source>A description whose phrases are linked to polygons.</source>
   <translation>Eine Beschreibung, deren Ausdrücke mit Polygonen verknüpft sind.</translation>
  </message>
  <message>
   <source>A sentence or two about what the view shows.</source>
   <translation>Ein oder zwei Sätze über das, was der Kartenausschnitt zeigt.</translation>
  </message>
  <message>
   <source>A short sentence for each mark.</source>
   <translation>Ein kurzer Satz zu jeder Markierung.</translation>
  </message>
  <message>
   <source>Aerial or satellite photograph.</source>
   <translation>Luft- oder Satellitenbild.</translation>
  </message>
  <message>
   <source>Answer a question</source>
   <translation>Eine Frage beantworten</translation>
  </message>
  <message>
   <source>Answers a question about the view in words.</source>
   <translation>Beantwortet eine Frage zum Kartenausschnitt in Worten.</translation>
  </message>
  <message>
   <source>Ask about the view or the marks</source>
   <translation>Auf Englisch fragen</translation>
  </message>
  <message>
   <source>Auto</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <source>Box</source>
   <translation>Rechteck</translation>
  </message>
  <message>
   <source>Classify marks</source>
   <translation>Markierungen klassifizieren</translation>
  </message>
  <message>
   <source>Classify the scene</source>
   <translation>Szene klassifizieren</translation>
  </message>
  <message>
   <source>Compare dates</source>
   <translation>Zeitpunkte vergleichen</translation>
  </message>
  <message>
   <source>Count</source>
   <translation>Zählen</translation>
  </message>
  <message>
   <source>Counts what the question names, by finding each one.</source>
   <translation>Zählt, was die Frage nennt, indem es jedes einzelne findet.</translation>
  </message>
  <message>
   <source>Describe marks</source>
   <translation>Markierungen beschreiben</translation>
  </message>
  <message>
   <source>Describe marks in detail</source>
   <translation>Markierungen ausführlich beschreiben</translation>
  </message>
  <message>
   <source>Describe the view</source>
   <translation>Ausschnitt beschreiben</translation>
  </message>
  <message>
   <source>Describe with polygons</source>
   <translation>Mit Polygonen beschreiben</translation>
  </message>
  <message>
   <source>Find everything</source>
   <translation>Alles finden</translation>
  </message>
  <message>
   <source>Find similar</source>
   <translation>Ähnliches finden</translation>
  </message>
  <message>
   <source>Finds the one object a description means: the left-most ship, …</source>
   <translation>Findet das eine Objekt, das eine Beschreibung meint: „the left-most ship“ …</translation>
  </message>
  <message>
   <source>Guessed from bands, data type and statistics.</source>
   <translation>Aus Kanälen, Datentyp und Statistik geschlossen.</translation>
  </message>
  <message>
   <source>How the marks stand to each other; needs two or more.</source>
   <translation>Wie die Markierungen zueinander stehen; braucht zwei oder mehr.</translation>
  </message>
  <message>
   <source>Infrared</source>
   <translation>Infrarot</translation>
  </message>
  <message>
   <source>Locate</source>
   <translation>Auffinden</translation>
  </message>
  <message>
   <source>One sentence about all marks together.</source>
   <translation>Ein Satz über alle Markierungen zusammen.</translation>
  </message>
  <message>
   <source>One word for the whole view: airport, harbour, farmland, …</source>
   <translation>Ein Wort für den ganzen Ausschnitt: Flughafen, Hafen, Ackerland …</translation>
  </message>
  <message>
   <source>Optical</source>
   <translation>Optisch</translation>
  </message>
  <message>
   <source>Outline marks</source>
   <translation>Markierungen umreißen</translation>
  </message>
  <message>
   <source>Point</source>
   <translation>Punkt</translation>
  </message>
  <message>
   <source>Polygon</source>
   <translation>Polygon</translation>
  </message>
  <message>
   <source>Polygons of everything in the view that looks like the marked object.</source>
   <translation>Polygone von allem im Kartenausschnitt, was wie das markierte Objekt aussieht.</translation>
  </message>
  <message>
   <source>Polygons of everything in the view that the question names.</source>
   <translation>Polygone von allem im Kartenausschnitt, was die Frage nennt.</translation>
  </message>
  <message>
   <source>Press Ask; no question is needed</source>
   <translation>Einfach „Fragen“ drücken</translation>
  </message>
  <message>
   <source>Radar: amplitude or backscatter.</source>
   <translation>Radar: Amplitude oder Rückstreuung.</translation>
  </message>
  <message>
   <source>Relate marks</source>
   <translation>Markierungen in Beziehung setzen</translation>
  </message>
  <message>
   <source>SAR</source>
   <translation>SAR</translation>
  </message>
  <message>
   <source>Says what each mark or selected feature is.</source>
   <translation>Sagt, was jede Markierung oder jedes gewählte Objekt ist.</translation>
  </message>
  <message>
   <source>Scribble</source>
   <translation>Freihandstrich</translation>
  </message>
  <message>
   <source>Several sentences for each mark: what it is, how it looks, where it lies.</source>
   <translation>Mehrere Sätze zu jeder Markierung: was es ist, wie es aussieht, wo es liegt.</translation>
  </message>
  <message>
   <source>Summarise marks</source>
   <translation>Markierungen zusammenfassen</translation>
  </message>
  <message>
   <source>The exact polygon of each marked object; a Shift-click subtracts from it.</source>
   <translation>Das genaue Polygon jedes markierten Objekts; Umschalt+Klick zieht davon ab.</translation>
  </message>
  <message>
   <source>The model reads the question and chooses the task.</source>
   <translation>Das Modell liest die Frage und wählt die Aufgabe.</translation>
  </message>
  <message>
   <source>Thermal infrared: bright is warm.</source>
   <translation>Thermisches Infrarot: Hell ist warm.</translation>
  </message>
  <message>
   <source>What changed between two rasters of the same place.</source>
   <translation>Was sich zwischen zwei Rastern desselben Orts geändert hat.</translation>
  </message>
  <message>
   <source>What to look for, such as: ships</source>
   <translation>Auf Englisch, etwa: ships</translation>
  </message>
 </context>
 <context>
  <name>TemporaryTable</name>
  <message>
   <source>Make room there or let it be written to, then ask again.</source>
   <translation>Schaffen Sie dort Platz oder geben Sie den Ordner zum Schreiben frei, und fragen Sie dann noch einmal.</translation>
  </message>
  <message>
   <source>No temporary layer for the polygons could be made in {folder}: {reason}</source>
   <translation>In {folder} konnte kein temporärer Layer für die Polygone angelegt werden: {reason}</translation>
  </message>
 </context>
 <context>
  <name>TileQuestion</name>
  <message>
   <source>Mark {} is not in view and was left out.</source>
   <translation>Markierung {} ist nicht zu sehen und wurde ausgelassen.</translation>
  </message>
 </context>
 <context>
  <name>ToolShortcuts</name>
  <message>
   <source>EarthGPT-X: mark boxes</source>
   <translation>EarthGPT-X: Rechtecke markieren</translation>
  </message>
  <message>
   <source>EarthGPT-X: mark free-hand</source>
   <translation>EarthGPT-X: Freihand markieren</translation>
  </message>
  <message>
   <source>EarthGPT-X: mark points</source>
   <translation>EarthGPT-X: Punkte markieren</translation>
  </message>
  <message>
   <source>EarthGPT-X: mark polygons</source>
   <translation>EarthGPT-X: Polygone markieren</translation>
  </message>
 </context>
 <context>
  <name>Tour</name>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Skip</source>
   <translation>Überspringen</translation>
  </message>
 </context>
 <context>
  <name>TrainingExport</name>
  <message>
   <source>Accept some in the review first: the model learns from these.</source>
   <translation>Nehmen Sie in der Prüfung erst einige an: Daraus lernt das Modell.</translation>
  </message>
  <message>
   <source>No polygon of “{layer}” is accepted yet.</source>
   <translation>Von „{layer}“ ist noch kein Polygon angenommen.</translation>
  </message>
 </context>
 <context>
  <name>ViewPlan</name>
  <message>
   <source>The pixels are coarser than what the model was trained on: enlarged {times} times, expect mistakes.</source>
   <translation>Die Pixel sind gröber, als das Modell es gelernt hat: {times}-fach vergrößert, rechnen Sie mit Fehlern.</translation>
  </message>
  <message>
   <source>The view is {size} times as wide as the model reads at full detail: it gets an overview only. Zoom in, or find in all {count} tiles with the Processing toolbox.</source>
   <translation>Der Kartenausschnitt ist {size}-mal so breit, wie das Modell in voller Auflösung liest: Es sieht nur eine Übersicht. Zoomen Sie hinein, oder suchen Sie mit den Verarbeitungswerkzeugen in allen {count} Kacheln.</translation>
  </message>
  <message>
   <source>The view is {size} times as wide as the model reads at full detail: it gets an overview. Zoom in for details.</source>
   <translation>Der Kartenausschnitt ist {size}-mal so breit, wie das Modell in voller Auflösung liest: Es sieht eine Übersicht. Zoomen Sie für Einzelheiten hinein.</translation>
  </message>
  <message>
   <source>The view is {size} times as wide as the model reads at full detail: it is searched in {count} tiles.</source>
   <translation>Der Kartenausschnitt ist {size}-mal so breit, wie das Modell in voller Auflösung liest: Er wird in {count} Kacheln durchsucht.</translation>
  </message>
  <message>
   <source>The view is {size} times as wide as the model reads at full detail: only what is around the marks is read.</source>
   <translation>Der Kartenausschnitt ist {size}-mal so breit, wie das Modell in voller Auflösung liest: Gelesen wird nur die Umgebung der Markierungen.</translation>
  </message>
  <message>
   <source>“{find}” searches all of it.</source>
   <translation>„{find}“ durchsucht alles.</translation>
  </message>
 </context>
</TS>
