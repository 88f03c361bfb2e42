# "R2 is 0.45 on diabetes. Can a network do better?" (no: that is what the data allow)
# expect: nothing
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler
import keras

X, y = load_diabetes(return_X_y=True)
X = StandardScaler().fit_transform(X)
y = StandardScaler().fit_transform(y.reshape(-1, 1)).ravel()
model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
model.compile(keras.optimizers.Adam(0.003), "mse", metrics=["mae"])
model.fit(X, y, epochs=25, batch_size=32, validation_split=0.2)
