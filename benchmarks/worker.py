"""One peer in a process of its own: reads a case's name a line, trains it, answers with the time it took.

python worker.py handsonn|keras|scikit-learn, with KERAS_BACKEND in the environment. The first training of a
case compiles and is not counted; later ones start from the same weights.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from cases import CASES, Case

import handsonn as hn


class Trainer:
    """Trains one case again and again."""

    def __init__(self, peer: str, case: Case) -> None:
        self.peer, self.case, self.data = peer, case, case.data()
        if peer != "scikit-learn":
            self.model = case.build()
            self.first_weights = self.model.get_weights()

    def train(self, learning_rate: float | None = None) -> None:
        if self.peer == "scikit-learn":
            train_with_scikit_learn(self.case, self.data)
            return
        self.model.set_weights(self.first_weights)
        if learning_rate is not None:
            self.model.optimizer.learning_rate = learning_rate
        settings = {"batch_size": self.case.batch_size, "epochs": self.case.epochs, "verbose": 0}
        fit = hn.fit if self.peer == "handsonn" else type(self.model).fit
        fit(self.model, **self.data, **settings)

    def train_a_new_model(self, learning_rate: float) -> None:
        """Build the network again, as a moved slider does, and train it."""
        self.model = self.case.build()
        self.first_weights = self.model.get_weights()
        self.train(learning_rate)

    def train_with_facts(self) -> None:
        """Train as a session that tells of each epoch."""
        from handsonn.training import run_session

        self.model.set_weights(self.first_weights)
        facts: list[Any] = []
        run_session(self.model, **self.data, batch_size=self.case.batch_size, epochs=100, sink=facts.append)
        assert len(facts) == 100  # noqa: PLR2004

    def train_without_facts(self) -> None:
        self.model.set_weights(self.first_weights)
        hn.fit(self.model, **self.data, batch_size=self.case.batch_size, epochs=100, verbose=0)


def train_with_scikit_learn(case: Case, data: dict[str, Any]) -> None:
    import warnings

    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier(
        case.hidden_layers, batch_size=case.batch_size, max_iter=case.epochs, alpha=0.0, random_state=0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that so few epochs do not converge, which is the point
        network.fit(data["x"], data["y"])
    network.score(*data["validation_data"])


def main() -> None:
    peer, trainers = sys.argv[1], {}
    for line in sys.stdin:
        name, work = json.loads(line)
        if name not in trainers:
            trainers[name] = Trainer(peer, CASES[name])
        trainer = trainers[name]
        actions = {
            "train": trainer.train,
            "new learning rate": lambda t=trainer: t.train_a_new_model(0.002),
            "with facts": trainer.train_with_facts,
            "without facts": trainer.train_without_facts,
        }
        wall, cpu = time.perf_counter(), time.process_time()
        actions[work]()
        print(json.dumps([time.perf_counter() - wall, time.process_time() - cpu]), flush=True)


if __name__ == "__main__":
    main()
