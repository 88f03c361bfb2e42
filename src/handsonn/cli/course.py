"""`handsonn course`: for those who write the course."""

from __future__ import annotations

import click

from handsonn.cli.examples import command, group
from handsonn.cli.options import ExerciseName, json_option


@group("handsonn course check", "handsonn course check one_neuron")
def course() -> None:
    """Prove the exercises of the course."""


@command("handsonn course check one_neuron", "handsonn course check one_neuron --json")
@click.argument("names", nargs=-1, type=ExerciseName())
@json_option
def check(names: tuple[str, ...], *, as_json: bool) -> int:
    """Prove exercises: all of them, or those named.

    Each fails as it comes for the intended reason, its solution passes from five seeds with a margin and
    within half of its time, typical wrong answers get their message, files and hints are in order. For
    exercises that are named, what each wrong answer is told is printed too: read it.
    """
    from functools import partial

    from handsonn.cli.course_words import print_proof, tell_of
    from handsonn.cli.terminal import print_json, say
    from handsonn.course.catalogue import chapters, exercises, find_exercise, labs
    from handsonn.course.content_check import Prover, prove_exercise
    from handsonn.course.exercise_files import course_troubles

    chosen = [find_exercise(name) for name in names] or list(exercises())
    troubles = [] if names else list(course_troubles(chapters(), labs()))
    proofs = []
    with Prover() as prover, tell_of(len(chosen)) as tell:
        for exercise in chosen:
            proofs.append(prove_exercise(exercise, prover, tell=partial(tell, exercise)))
            if not as_json:
                print_proof(proofs[-1], sentences=bool(names))
    if as_json:
        print_json({"course": troubles, "exercises": proofs})
    for trouble in troubles:
        say(trouble)
    return 1 if troubles or any(proof.troubles for proof in proofs) else 0


course.add_command(check, "check")
