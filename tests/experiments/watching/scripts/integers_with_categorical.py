# "ValueError: Arguments `target` and `output` must have the same rank (ndim)... but my labels are fine??"
# expect: HN016
from tensorflow.keras import layers, models
from sklearn.datasets import load_digits

digits = load_digits()
model = models.Sequential()
model.add(layers.Dense(64, activation="relu", input_shape=(64,)))
model.add(layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(digits.data / 16.0, digits.target, epochs=5)
