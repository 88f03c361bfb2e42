# "my embedding layer gives nan / always the same output for my sentences"
# expect: HN039
import numpy as np
import keras

rng = np.random.default_rng(2)
x = rng.integers(1, 5000, size=(600, 12))
y = (x < 2500).sum(axis=1) > 6
model = keras.Sequential([
    keras.Input((12,)),
    keras.layers.Embedding(1000, 16),
    keras.layers.GlobalAveragePooling1D(),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(x, y.astype("int32"), epochs=10, validation_split=0.2)
