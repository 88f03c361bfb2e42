# "loss: nan from the very first batch"
# expect: HN033
import numpy as np
import keras

rng = np.random.default_rng(1)
X = rng.normal(size=(500, 4))
y = (X[:, 0] + X[:, 1] * X[:, 2] > 0).astype(int)
X[rng.choice(500, 30, replace=False), 2] = np.nan  # the sensor was off
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(1, "sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=10, validation_split=0.2)
