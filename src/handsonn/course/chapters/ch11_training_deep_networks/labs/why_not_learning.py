"""Why does my network not learn?.

question: The loss is stuck. How do I find the one thing that is wrong, and how do I know that it was that?
minutes: 20
order: 1
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="full", app_title="Why does my network not learn?")

with app.setup:
    import handsonn as hn  # noqa: F401 - before Keras: it chooses JAX, Keras' fastest backend here

    # isort: split
    import marimo as mo
    import numpy as np

    from handsonn.course.chapters.ch10_neural_networks.experiments.epochs_in_words import counted
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.arms import (
        AS_IT_IS,
        CHANGES,
        FINDING,
        arm,
        case_named,
        scoring,
    )
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.asking import (
        asking_code,
        diagnosed,
        from_the_command,
    )
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.evidence import (
        EVIDENCE,
        TITLES,
        evidence,
    )
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.looking import looked_at
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.one_change import (
        compared,
        decoys_words,
        gains_picture,
        losses_picture,
        pairs_picture,
        proven,
        verdicts_table,
    )
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.rungs import (
        all_rungs,
        first_rungs,
        linear_answer,
        rates_picture,
        rungs_code,
        rungs_words,
        scores_picture,
    )
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.sick_networks import SEEDS, SICK
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.symptoms import (
        finding_sentences,
        finding_text,
        guess_of,
        symptom_picture,
        symptom_words,
    )
    from handsonn.course.chapters.ch11_training_deep_networks.experiments.why_code import (
        comparison_code,
        network_code,
        script_code,
    )
    from handsonn.course.live import (
        Choice,
        LiveLab,
        Outcome,
        Part,
        Prediction,
        Toggle,
        show,
    )
    from handsonn.course.pictures import Text

    ILL = tuple(name for name in SICK if name != "well")
    CAUSES = {
        "HN005": "The learning rate is too high",
        "HN020": "The gradient vanishes on its way to the first layers",
        "HN019": "Its units are dead",
        "HN034": "Its first weights are all alike",
    }


@app.function
def find_the_cause(settings, watch):
    """Part 1: see what the owner sees, order evidence, and say what it is."""
    name, kind, said = settings["network"], settings["evidence"], settings["say"]
    before = arm(name, AS_IT_IS, watch)
    looked = looked_at(name, watch)
    picture, words = evidence(kind, before, looked, title=TITLES[kind], span=6, height=200)
    last = before.history
    return Outcome(
        pictures={
            "loss": symptom_picture(
                before, "loss", guess=guess_of(looked), title="Loss, 5 seeds", span=6, height=210
            ),
            "accuracy": symptom_picture(before, "accuracy", title="Accuracy, 5 seeds", span=6, height=210),
            "evidence": picture,
            "finding": finding_text(
                looked, said=said, title="What the rules of diagnosis find", span=6, height=200
            ),
        },
        notice=(
            symptom_words(before),
            f"{TITLES[kind]}. {words}",
            *(finding_sentences(looked)[:1] if said else ()),
        ),
        keras=network_code(SICK[name], before.case),
        keras_gives={key: tuple(last[key][:, -1]) for key in ("loss", "accuracy", "val_accuracy")},
        facts={
            "loss": float(np.median(last["loss"][:, -1])),
            "val_accuracy": float(np.median(last["val_accuracy"][:, -1])),
            "agreeing": looked.agreeing,
        },
        seeds=SEEDS,
        answer=cause_answer(looked.finding) if name == "still" else None,
    )


@app.function
def cause_answer(finding):
    """Find which of the causes asked about is the one that was found."""
    return list(CAUSES).index(finding.code) if finding is not None and finding.code in CAUSES else None


@app.function
def change_one_thing(settings, watch):
    """Part 2: train with and without one change from the same seeds; then every other change that people try."""
    name, chosen = settings["network"], settings["change"]
    before, finding = arm(name, AS_IT_IS, watch), looked_at(name, watch).finding
    found, arms = {}, {}
    wanted = [chosen, *(each for each in CHANGES if each != chosen)]
    for number, each in enumerate(wanted):
        watch.check()
        watch.progress(number / len(wanted), f"Trying: {CHANGES[each]}")
        arms[each] = arm(name, each, watch, finding)
        found[each] = compared(before, arms[each], scoring(name))
        if number == 0:
            watch.show(change_outcome(settings, before, arms[each], found))
    return change_outcome(settings, before, arms[chosen], {each: found[each] for each in CHANGES})


@app.function
def change_outcome(settings, before, after, found):
    """Gather pictures and words of part 2, of the changes tried so far."""
    name, chosen = settings["network"], settings["change"]
    one, every = found[chosen], len(found) == len(CHANGES)
    words = f"{CHANGES[chosen][0].upper()}{CHANGES[chosen][1:]}: {one.verdict.verdict}. {one.sentence}"
    said = [words]
    if chosen == FINDING:
        said.append(finding_sentences(looked_at_again(name))[2])
    if every:
        said.append(decoys_words(found))
    return Outcome(
        pictures={
            "loss": losses_picture(before, after, title="Training loss, 5 seeds", span=6, height=180),
            "pairs": pairs_picture(one, chosen, title="Seed by seed", span=6, height=180),
            "gains": gains_picture(found, chosen, title="Gain of each single change, 95 % interval", span=6, height=265),
            "verdicts": verdicts_table(found, chosen, title="Verdicts over 5 paired seeds", span=6, height=265),
        },
        notice=tuple(said),
        keras=comparison_code(SICK[name], before.case, after.case),
        keras_gives={"as_it_is": tuple(one.before), "changed": tuple(one.after)},
        facts={each: result.verdict.gain for each, result in found.items()},
        seeds=SEEDS,
        answer=min(4, len([each for each in proven(found) if each != FINDING])) if every and name == "silent" else None,
    )  # fmt: skip


@app.function
def looked_at_again(name):
    """Give what was found; it is known by now."""
    from handsonn.course.live import QuietWatch

    return looked_at(name, QuietWatch())


@app.function
def climb_the_ladder(settings, watch):
    """Part 3: baselines first, then the learning rate, then sixteen samples."""
    name = settings["network"]
    own = SICK[name].learning_rate
    found = first_rungs(name, watch)
    watch.show(ladder_outcome(name, found, own))
    return ladder_outcome(name, all_rungs(name, found, watch), own)


@app.function
def ladder_outcome(name, found, own):
    """Gather pictures and words of part 3, of the rungs climbed so far."""
    gives = {"constant": (found.constant,), "linear": (found.linear,), "network": tuple(found.network)}
    if found.by_heart is not None:
        gives["by_heart"] = (found.by_heart,)
    return Outcome(
        pictures={
            "scores": scores_picture(found, title="What each reaches", span=6, height=380),
            "rates": rates_picture(found, own, title="The same network at other learning rates", span=6, height=380),
        },
        notice=rungs_words(found, own),
        keras=rungs_code(name, found),
        keras_gives=gives,
        facts={"linear": found.linear, "network": float(np.median(found.network)), "by_heart": found.by_heart or 0.0},
        seeds=SEEDS,
        answer=linear_answer(found) if name == "wine" else None,
    )  # fmt: skip


@app.function
def ask_handsonn(settings, watch):
    """Part 4: let handsonn say it, in Python or on a script."""
    name = settings["network"]
    if settings["way"] == "command":
        return command_outcome(name, from_the_command(name, watch))
    found = diagnosed(name, watch)
    taken = [f"{proof.verdict.capitalize()}: {proof.sentence}" for proof in found.taken]
    return Outcome(
        pictures={
            "told": Text(title="print(hn.diagnose(model, x, y, ...))", body=str(found), span=12, height=430)
        },
        notice=(
            f"{counted(len(found.findings), 'finding') if found.findings else 'Nothing is found'}; {counted(len(found.record.passed), 'check')} passed.",
            *(f"{finding.code}: {finding.cause}" for finding in found.findings[:1]),
            *taken,
        ),
        keras=asking_code(name),
        keras_gives={
            "findings": (len(found.findings),),
            "codes": tuple(int(finding.code[2:]) for finding in found.findings),
        },
        facts={"findings": len(found.findings), "taken": len(taken)},
        answer=(1 if found.findings else 0) if name == "well" else None,
    )


@app.function
def command_outcome(name, printed):
    """Gather what the command printed on the script below."""
    return Outcome(
        pictures={"told": Text(title="handsonn diagnose my_network.py", body=printed, span=12, height=430)},
        notice=(
            f"The script has {len(script_code(SICK[name], case_named(name)).splitlines())} lines, and nothing in it knows of handsonn's diagnosis.",
        ),
        keras=script_code(SICK[name], case_named(name)),
    )


@app.cell
def _():
    every = Choice("network", "Network", tuple(SICK), "still", tuple(sick.told for sick in SICK.values()))
    ill = Choice("network", "Network", ILL, "silent", tuple(SICK[name].told for name in ILL))
    return (every, ill)


@app.cell
def _(every, ill):
    causes = Part(
        name="cause",
        title="Find the cause",
        ask="Above, what its owner sees. Below, evidence: order a piece, guess the cause, and only then let the rules say it.",
        controls=(
            every,
            Choice(
                "evidence",
                "Evidence",
                tuple(EVIDENCE),
                "answers",
                tuple(words for words, _ in EVIDENCE.values()),
            ),
            Toggle("say", "Say what it is", value=False),
        ),
        prediction=Prediction(
            question="Ten classes of digits. From five seeds the loss stays at 2.3 for 20 epochs, that of a network that knows nothing. It has 10 hidden layers of sigmoid units. Why?",
            options=tuple(CAUSES.values()),
            settings={"network": "still", "evidence": "gradients", "say": True},
            because="The curves alone cannot tell: two more networks here have the same. The first gradient by depth can.",
        ),
        experiment=find_the_cause,
    )
    change = Part(
        name="change",
        title="Change one thing",
        ask="Exactly one change. Both networks are trained again from the same five seeds and judged on samples that neither saw.",
        controls=(ill, Choice("change", "Change", tuple(CHANGES), "epochs", tuple(CHANGES.values()))),
        prediction=Prediction(
            question="“Own first biases”: its loss does not move. People try three times the epochs, a layer, more units, a larger batch, a tenth of the rate, ten times. How many help?",
            options=("None", "One", "Two", "Three", "Four or more"),
            settings={"network": "silent", "change": FINDING},
            because="Units that are silent for every sample pass no gradient back. Nothing that leaves them silent can help.",
        ),
        experiment=change_one_thing,
    )  # fmt: skip
    return (causes, change)


@app.cell
def _(causes, change):
    wine = Choice("network", "Network", tuple(SICK), "wine", tuple(sick.told for sick in SICK.values()))
    ladder = Part(
        name="ladder",
        title="The ladder",
        ask="What is cheap comes first: the same answer always, a linear model, a few updates at other rates, sixteen samples by heart.",
        controls=(wine,),
        prediction=Prediction(
            question="The network on wine guesses from most seeds. How does a linear model do on the same samples, its features scaled?",
            options=("Worse than the network", "About as well: wine is hard", "Clearly better"),
            settings={"network": "wine"},
            because="A linear model takes a second and tells whether there is anything to learn.",
        ),
        experiment=climb_the_ladder,
    )
    asking = Part(
        name="ask",
        title="Ask handsonn",
        ask="hn.diagnose takes what model.fit takes. The command runs your own script, with no edits, and watches its fit.",
        controls=(
            Choice("network", "Network", tuple(SICK), "well", tuple(sick.told for sick in SICK.values())),
            Choice("way", "How to ask", ("python", "command"), "python", ("in Python", "on a script, in a terminal")),
        ),
        prediction=Prediction(
            question="“Digits, nothing special” is asked about as well. What will handsonn say?",
            options=("Nothing is found", "It finds something all the same"),
            settings={"network": "well", "way": "python"},
            because="A rule that is in doubt is silent. “Nothing found” comes with the list of what was checked.",
        ),
        experiment=ask_handsonn,
    )  # fmt: skip
    live = LiveLab("why_not_learning", parts=(causes, change, ladder, asking))
    show(live)
    return (live,)


@app.cell
def _():
    mo.md("""
    ## The idea

    Many faults have the same curve. Look before you try: first settings and data, which need no training; then what
    cheap answers reach; then inside the network: gradients by depth, silent units, sizes of updates. Then make exactly
    one change, and train both networks from the same seeds. If the interval of the paired differences lies above zero,
    it is proven. If it leaves no room for a gain, that was not it. Otherwise more seeds or samples would tell.

    **A common misunderstanding:** "it needs more epochs, more layers, more units". Where nothing is learnt, more of it
    learns nothing either. Change them when the network learns, and not enough.

    **Your turn:** break a script of yours in one way, let somebody else find it, and then run `handsonn diagnose` on it.

    Related: [Activations and depth](../../ch10/activations/), [Learning rate and optimizers](../../ch10/optimizers/), [Scaling the features](../../ch10/scaling/), [Validation, two ways](../../ch10/validation/).
    """)


if __name__ == "__main__":
    app.run()
