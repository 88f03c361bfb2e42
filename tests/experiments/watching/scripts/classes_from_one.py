# "loss nan with SparseCategoricalCrossentropy, ratings are 1 to 5"
# expect: HN022
import numpy as np
import keras

rng = np.random.default_rng(0)
x = rng.normal(size=(900, 6)).astype("float32")
score = x @ np.array([1.0, -1, 0.5, 0, 0, 0.3]) + rng.normal(0, 0.3, 900)
y = np.digitize(score, [-1.2, -0.4, 0.4, 1.2]) + 1
model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(5, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=15, validation_split=0.2)
