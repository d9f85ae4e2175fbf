"""Attribution as written: content, cue and source of speech, thought and request, by grammar, marks and layout."""

from __future__ import annotations

import pytest
from test_extract_samples import analysed, read

from rapporteur.extract.attributions import Attribution, attributions
from rapporteur.extract.mentions import mention


def found(body: str) -> tuple[Attribution, ...]:
    """The outermost attributions of a text."""
    return tuple(a for a in attributions(analysed(body), body) if not a.nested)


def told(body: str, a: Attribution) -> list[str]:
    return [body[start:end] for start, end in a.content]


def sources(a: Attribution) -> list[str]:
    return [mention(t).text for t in a.sources]


@pytest.mark.parametrize(
    ("body", "content", "source"),
    [
        ("The minister said that the talks would go on.", ["that the talks would go on"], ["The minister"]),
        ("The talks would go on, the minister said.", ["The talks would go on"], ["the minister"]),
        ("The bill, Costa argues, would close the ports.", ["The bill", "would close the ports"], ["Costa"]),
        ("Costa urged the two sides to leave the valley.", ["the two sides to leave the valley"], ["Costa"]),
        ("The union has threatened to strike.", ["to strike"], ["The union"]),
        ("Costa believes the road is safe.", ["the road is safe"], ["Costa"]),
        ("Her claim that the port was closed is not new.", ["that the port was closed"], ["Her"]),
        ("Costa is sure that the road is safe.", ["that the road is safe"], ["Costa"]),
        ("Keller spoke of a new beginning.", ["a new beginning"], ["Keller"]),
        ("According to the mission, the convoy was hit twice.", ["the convoy was hit twice"], ["the mission"]),
        ("In Costa's view, the deal was a mistake.", ["the deal was a mistake"], ["Costa"]),
        ("The news that the bridge had been destroyed spread.", ["that the bridge had been destroyed"], []),
    ],
)
def test_content_and_source_by_grammar(body, content, source):
    (only,) = found(body)
    assert told(body, only) == content
    assert [s.removesuffix("'s") for s in sources(only)] == source


@pytest.mark.parametrize(
    ("body", "content", "source"),
    [
        ("“We will not leave,” Costa said.", ["“We will not leave,”"], ["Costa"]),
        ("“We will not leave,” Costa said, “and we will not sign.”",
         ["“We will not leave,”", "“and we will not sign.”"], ["Costa"]),
        ("“It was a good day,” Costa said with a smile. “Nobody was hurt.”",
         ["“It was a good day,”", "“Nobody was hurt.”"], ["Costa"]),
        ("“Why now? Why here?” asked the mayor.", ["“Why now? Why here?”"], ["the mayor"]),
        ("'We are ready to talk,' the minister told the paper.", ["'We are ready to talk,'"], ["the minister"]),
        ("Keller warned of “grave consequences” for the town.", ["“grave consequences” for the town"], ["Keller"]),
        ("The deal is “dead on arrival,” according to Costa.", ["The deal is “dead on arrival,”"], ["Costa"]),
        ("The minister said in the evening:\n“We will go on. Nobody will stop us.”",
         ["“We will go on. Nobody will stop us.”"], ["The minister"]),
    ],
)  # fmt: skip
def test_content_and_source_by_marks(body, content, source):
    (only,) = found(body)
    assert told(body, only) == content
    assert sources(only) == source


@pytest.mark.parametrize(
    ("body", "content", "source"),
    [
        ("Keller: The talks will go on in Geneva", "The talks will go on in Geneva", "Keller"),
        ("“The talks are over”: Keller", "“The talks are over”", "Keller"),
        (
            "“Every delegation came to listen.” — Maria Keller, spokesperson",
            "“Every delegation came to listen.”",
            "Keller",
        ),
    ],
)
def test_words_signed_by_their_layout(body, content, source):
    (only,) = found(body)
    assert told(body, only) == [content]
    assert source in sources(only)[0]
    assert only.by == "layout"


@pytest.mark.parametrize(
    "body",
    [
        "Photo: The bridge was closed on Monday.",
        "Russia and Belarus held the “Union Shield” exercise on Monday.",
        "The convoy reached the town on Monday.",
    ],
)
def test_the_texts_own_words_are_nobodys(body):
    assert found(body) == ()


def test_what_is_said_inside_what_is_said_is_nested():
    body = "The paper reported that Costa had said that the road was safe."
    outer, inner = attributions(analysed(body), body)
    assert (outer.nested, inner.nested) == (False, True)
    assert sources(inner) == ["Costa"]


def test_a_participle_takes_the_speech_up_again():
    body = "The minister said the talks would go on, adding that a date would be set."
    first, second = found(body)
    assert told(body, first) == ["the talks would go on"]
    assert told(body, second) == ["that a date would be set"]
    assert sources(first) == sources(second) == ["The minister"]


def test_a_quotation_does_not_carry_on_beyond_the_next_paragraph():
    body = (
        "“We will not leave,” Costa said.\nThe town was quiet.\nThe road was empty.\n“Nobody came to the market today.”"
    )
    assert [told(body, a) for a in found(body)] == [["“We will not leave,”"]]


@pytest.mark.parametrize(
    "body",
    [
        "Anna Lind has run the port for years.\nQ: How many ships came?\nA: Nine came.\n"
        "Q: Were you afraid?\nA: I was tired.",
        "Anna Lind has run the port for years.\nHow many ships came?\nNine came.\nWere you afraid?\nI was tired.\n"
        "Will they come again?\nI have no idea.",
        "Anna Lind has run the port for years.\nInterviewer: How many ships came?\nAnna Lind: Nine came.\n"
        "Interviewer: Were you afraid?\nAnna Lind: I was tired.",
    ],
    ids=["labelled", "bare", "named"],
)
def test_an_interviews_answers_are_direct_speech(body):
    answers = [s for s in read(body).statements if s.text.startswith(("Nine came", "I was tired"))]
    assert [(s.speaker.name, s.manner) for s in answers] == [("Anna Lind", "direct")] * 2
    assert all(body[e.start : e.end] == e.text for s in answers for e in s.evidence)


def test_wishes_and_perceptions_are_not_statements():
    assert read("Costa wants to leave the valley. He saw that the road was closed.").statements == ()
