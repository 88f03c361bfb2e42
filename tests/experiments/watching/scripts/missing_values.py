# "loss: nan from the very first batch"
# expect: HN033
import numpy as np
import pandas as pd
import keras

rng = np.random.default_rng(1)
df = pd.DataFrame(rng.normal(size=(500, 4)), columns=["a", "b", "c", "d"])
df["target"] = (df["a"] + df["b"] * df["c"] > 0).astype(int)
df.loc[rng.choice(500, 30, replace=False), "c"] = np.nan
X, y = df.drop(columns="target").values, df["target"].values
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(1, "sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=10, validation_split=0.2)
