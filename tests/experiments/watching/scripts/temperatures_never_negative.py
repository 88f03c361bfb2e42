# "my predictions are never negative although half of the temperatures are"
# expect: HN018
import numpy as np
import keras

rng = np.random.RandomState(0)
day = rng.uniform(0, 365, 700)
height = rng.uniform(0, 3, 700)
temp = 5 - 14 * np.cos(2 * np.pi * day / 365) - 6 * height + rng.normal(0, 2, 700)
temp = (temp - temp.mean()) / temp.std()
x = np.stack([np.cos(2 * np.pi * day / 365), np.sin(2 * np.pi * day / 365), height], axis=1)
model = keras.Sequential([
    keras.Input((3,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1, activation="relu"),
])
model.compile("adam", "mse")
model.fit(x, temp, epochs=20, validation_split=0.2)
