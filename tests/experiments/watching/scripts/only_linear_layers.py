# "Deep network is not better than logistic regression on the two moons. I added more layers, no change"
# expect: HN014
import keras
from sklearn.datasets import make_moons

X, y = make_moons(800, noise=0.15, random_state=4)
model = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(64),
    keras.layers.Dense(64),
    keras.layers.Dense(64),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(X, y, epochs=30, validation_split=0.25)
