# "loss goes to nan after a few steps?? I use SGD like in the tutorial"
# expect: HN005
import keras
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler

x, y = load_wine(return_X_y=True)
x = StandardScaler().fit_transform(x)
keras.utils.set_random_seed(1)
model = keras.Sequential([
    keras.Input((13,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(3, activation="softmax"),
])
model.compile(keras.optimizers.SGD(learning_rate=50.0), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=30, shuffle=True)
