# "accuracy is 0.0000e+00 the whole time but the loss goes down, diabetes dataset"
# expect: HN040
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler
import keras

X, y = load_diabetes(return_X_y=True)
X = StandardScaler().fit_transform(X)
y = StandardScaler().fit_transform(y.reshape(-1, 1)).ravel()
model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse", metrics=["accuracy"])
model.fit(X, y, epochs=15, validation_split=0.2)
