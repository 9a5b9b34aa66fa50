"""What the words of a question say for certain, without any model."""

import pytest

from backend.data.vocabulary import NOUNS
from backend.language.question import Question, Relation, read_question
from backend.language.things import Thing

CATEGORIES = (
    *("airplane", "ship", "harbor", "vehicle", "car", "storage tank", "water", "building"),
    *("road", "vegetation", "tennis court", "baseball diamond", "person"),
)
EVERY_TASK = ["find", "count", "locate", "answer", "describe"]


def read(text: str, source: str = "optical") -> Question:
    return read_question(text, CATEGORIES, source)


def first_names(question: Question) -> list[str]:
    return [thing.categories[0] for thing in question.things]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Find all Jets!", ["airplane"]),
        ("oil tanks and boats", ["storage tank", "ship"]),
        ("boats, planes or houses", ["ship", "airplane", "building"]),
        ("show me ships and boats", ["ship"]),
        ("how many cars and how many people", ["vehicle", "person"]),
        ("find the water tanks", ["storage tank"]),
        ("find solar panels", []),
        ("a shipyard with treetops", []),
    ],
)
def test_what_is_asked_for_is_what_is_named(text, things):
    assert first_names(read(text)) == things
    assert not read(text).unclear


@pytest.mark.parametrize(
    ("text", "thing", "neighbour", "relation", "asked"),
    [
        ("ships near the harbor", "ship", "harbor", Relation.NEAR, "ships"),
        ("harbors near ships", "harbor", "ship", Relation.NEAR, "harbors"),
        (
            "how many cars are by the trees",
            "vehicle",
            "vegetation",
            Relation.NEAR,
            "how many cars are",
        ),
        ("near the road, find houses", "building", "road", Relation.NEAR, "find houses"),
        ("ships not in a dock", "ship", "harbor", Relation.AWAY, "ships"),
        ("houses far from the water", "building", "water", Relation.AWAY, "houses"),
        ("plane closest to the houses", "airplane", "building", Relation.NEAREST, "plane"),
        ("the nearest plane to the houses", "airplane", "building", Relation.NEAREST, "the plane"),
        ("ships inside the harbour", "ship", "harbor", Relation.NEAR, "ships"),
        ("ships outside of the harbour", "ship", "harbor", Relation.AWAY, "ships"),
        ("ships not far from the harbour", "ship", "harbor", Relation.NEAR, "ships"),
        ("ships left of the dock", "ship", "harbor", Relation.LEFT, "ships"),
        ("ships to the west of a dock", "ship", "harbor", Relation.LEFT, "ships"),
        ("cars on the right side of the road", "vehicle", "road", Relation.RIGHT, "cars"),
        ("cars east of the road", "vehicle", "road", Relation.RIGHT, "cars"),
        ("houses above the road", "building", "road", Relation.ABOVE, "houses"),
        ("houses to the north of the road", "building", "road", Relation.ABOVE, "houses"),
        ("south of the road, find houses", "building", "road", Relation.BELOW, "find houses"),
        (
            "how many tanks are between two ships",
            "storage tank",
            "ship",
            Relation.BETWEEN,
            "how many tanks are",
        ),
    ],
)
def test_of_two_nouns_the_words_between_tell_which_is_asked_for(
    text, thing, neighbour, relation, asked
):
    question = read(text)
    assert first_names(question) == [thing]
    assert [item.categories[0] for item in question.neighbours] == [neighbour]
    assert (question.relation, question.text, question.unclear) == (relation, asked, False)


@pytest.mark.parametrize(
    ("text", "superlative", "rank", "count"),
    [
        ("the largest tank", "largest", 0, 0),
        ("the second largest tank", "largest", 2, 0),
        ("the 3rd-smallest of the tanks", "smallest", 3, 0),
        ("second left-most tank", "left-most", 2, 0),
        ("the third tank from the left", "left-most", 3, 0),
        ("which tank is the second from the north side?", "top-most", 2, 0),
        ("the first three tanks from the right", "right-most", 1, 3),
        ("the two largest tanks", "largest", 0, 2),
        ("the biggest 12 tanks", "largest", 0, 12),
        ("two of the smallest tanks", "smallest", 0, 2),
        ("which tanks are the two largest?", "largest", 0, 2),
        ("which tank is the largest", "largest", 0, 0),
        ("the largest tank in the upper left", "largest", 0, 0),
    ],
)
def test_ranks_and_numbers_belong_to_the_superlative(text, superlative, rank, count):
    question = read(text)
    assert question.things == (Thing(("storage tank",), superlative, rank, count),)
    assert not question.unclear
    assert question.possible(EVERY_TASK, marked=False) == ["locate"]


def test_one_by_its_rank_is_located_whatever_is_marked():
    assert read("the second largest tank").possible(EVERY_TASK, marked=True) == ["locate"]
    assert read("the largest tank").possible(EVERY_TASK, marked=True) != ["locate"]


def test_nearness_has_ranks_and_numbers_too():
    question = read("the three ships nearest to the dock")
    assert (question.things, question.relation) == (
        (Thing(("ship",), count=3),),
        Relation.NEAREST,
    )
    assert read("the second ship closest to a dock").things == (Thing(("ship",), rank=2),)
    assert not question.unclear


def test_a_neighbour_may_be_one_by_its_rank():
    question = read("ships near the second largest tank")
    assert question.neighbours == (Thing(("storage tank",), superlative="largest", rank=2),)
    assert question.possible(EVERY_TASK, marked=False) != ["locate"]


@pytest.mark.parametrize(
    "text",
    [
        "the second ship",
        "the second parked ship",
        "the second and third largest ship",
        "second to last ship",
        "the second two largest ships",
        "the largest left-most ship",
        "the third largest ship from the left",
        "the next largest ship",
        "the dozen largest ships",
        "the 1,000 largest ships",
        "how many of the two largest ships are there",
        "the largest ship nearest to the dock",
        "ships near the second dock",
    ],
)
def test_a_rank_without_an_order_or_in_two_is_unclear(text):
    assert read(text).unclear


def test_a_number_alone_is_no_rank():
    assert not read("find three ships").unclear
    assert not read("first find the ships").unclear


@pytest.mark.parametrize(
    "text",
    [
        "airplanes behind the buildings",
        "airplanes between the buildings and the cathedral",
        "airplanes between the buildings and near the road",
        "airplanes not left of the buildings",
        "airplanes left of the cathedral",
        "airplanes northwest of the buildings",
        "airplanes in the west of the harbor",
        "airplanes left of the road and right of the water",
        "airplanes 100 m north of the buildings",
        "airplanes less than 50 m away from the buildings",
        "ships between ships",
        "everything except airplanes",
        "cars near the river",
        "ships without harbors",
        "ships near other ships",
    ],
)
def test_what_the_words_leave_open_is_unclear(text):
    assert read(text).unclear


def test_what_lies_between_two_kinds_has_two_neighbours():
    question = read("white cars between the largest house and a road")
    assert question.things == (Thing(("vehicle", "car"), colour="white"),)
    assert question.neighbours == (
        Thing(("building",), superlative="largest"),
        Thing(("road",)),
    )
    assert (question.relation, question.text) == (Relation.BETWEEN, "white cars")
    assert not question.unclear


def test_a_side_of_the_picture_is_no_neighbour():
    question = read("ships on the left of the image")
    assert (question.neighbours, question.unclear) == ((), False)
    assert question.text == "ships on the left of the image"


def test_one_category_in_two_colours_is_two_things():
    things = read("white ships and gray ships").things
    assert [(thing.categories, thing.colour) for thing in things] == [
        (("ship",), "white"),
        (("ship",), "gray"),
    ]


def test_a_model_without_categories_knows_no_thing():
    assert read_question("find Ships", (), "optical") == Question("find ships")


def test_adjectives_before_a_noun_belong_to_it():
    question = read("the small grey ships near a big white house and the biggest tank")
    assert question.things == (
        Thing(("ship",), size="smallest", colour="gray"),
        Thing(("storage tank",), superlative="largest"),
    )
    assert question.neighbours == (Thing(("building",), size="largest", colour="white"),)
    assert read("find whiteish cars").things[0].colour == ""
    assert read("find red carpets").things == ()


def test_a_car_is_a_vehicle_only_where_no_sensor_tells_them_apart():
    assert read("find cars", "optical").things == (Thing(("vehicle", "car")),)
    assert read("find cars", "infrared").things == (Thing(("car",)),)


def test_long_nouns_may_be_misspelt_short_ones_may_not():
    assert read("find airplnes and VEHICELS").text == "find airplanes and vehicles"
    assert first_names(read("buldings")) == ["building"]
    assert read("trucks, horses, bots").things == ()


@pytest.mark.parametrize(
    ("text", "marked", "tasks"),
    [
        ("how many ships are there", False, ["count"]),
        ("how many of these are ships", True, ["find", "count", "locate", "describe"]),
        ("how many dragons", False, ["find", "count", "locate", "describe"]),
        ("is there a ship", False, ["find", "count", "locate", "answer"]),
        ("any ships?", False, ["find", "count", "locate", "answer"]),
        ("is there a moored ship", False, EVERY_TASK[:-1]),
        ("describe the ships in the image", False, ["find", "count", "locate", "describe"]),
        ("what colour are the ships", False, ["find", "count", "locate"]),
        ("parked airplanes", False, ["find", "count", "locate"]),
    ],
)
def test_words_rule_tasks_out(text, marked, tasks):
    assert read(text).possible(EVERY_TASK, marked) == tasks


def test_a_task_that_was_chosen_is_never_ruled_out():
    assert read("how many ships").possible(["find"], marked=False) == ["find"]


def test_signs_are_no_question():
    assert read(" ?! ") == Question("")


def test_land_use_is_no_land():
    assert read("what is the land use").things == ()


def test_adjectives_that_share_a_noun_and_colours_behind_it_belong_to_it():
    assert [thing.colour for thing in read("red, blue and white cars").things] == [
        *("red", "blue", "white")
    ]
    assert [thing.size for thing in read("small or large ships").things] == ["smallest", "largest"]
    for text in ("cars which are red", "cars that are red", "are the cars red?", "cars in red"):
        assert read(text).things == (Thing(("vehicle", "car"), colour="red"),)
    assert read("cars in white areas").things[0].colour == ""


@pytest.mark.parametrize(
    "text",
    [
        "are there exactly 3 tanks?",
        "is there more than one tank",
        "are there no tanks",
        "is there only one tank",
        "are there more ships than tanks",
        "are there many ships",
    ],
)
def test_a_yes_or_no_that_hangs_on_a_number_is_a_count(text):
    assert not read(text).declined
    assert read(text).possible(EVERY_TASK, marked=False) == ["count"]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("are there any tanks?", True),
        ("Could you please tell me how many planes there are in total?", True),
        ("export building footprints as geojson", True),
        ("are the planes parked?", False),
        ("planes or helicopters", False),
        ("is there snow", False),
    ],
)
def test_a_question_is_plain_where_all_words_around_its_things_are_known(text, plain):
    question = read(text)
    assert question.plain == plain
    if plain:
        assert "describe" not in question.possible(EVERY_TASK, marked=False)


def test_who_asks_for_the_nearest_asks_for_no_description():
    question = read("which car is closest to the person?", "infrared")
    assert "describe" not in question.possible(EVERY_TASK, marked=False)


def test_whether_it_is_a_kind_of_place_is_no_yes_or_no():
    assert "answer" not in read("is this a forest?").possible(EVERY_TASK, marked=False)
    assert "answer" in read("is this a harbor?").possible(EVERY_TASK, marked=False)


@pytest.mark.parametrize(
    "text",
    [
        "draw a polygon around each storage tank here",
        "boxes around all storage tanks",
        "can you show where the left-most storage tank lies",
        "the furthest left storage tank",
        "how would you outline the storage tanks",
    ],
)
def test_what_is_drawn_around_things_and_where_they_lie_is_no_reason_to_decline(text):
    question = read_question(text, tuple(NOUNS), "optical")
    assert not question.declined
    assert [thing.categories for thing in question.things] == [("storage tank",)]
