# "probabilities of my classes do not add up to one, what am i doing wrong"
# expect: HN006
import keras
from keras import layers
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x / 16
y = keras.utils.to_categorical(y, 10)
net = keras.Sequential([layers.Input((64,)), layers.Dense(48, "relu"), layers.Dense(10, "sigmoid")])
net.compile("adam", "categorical_crossentropy", ["accuracy"])
net.fit(x, y, epochs=10, validation_split=0.2)
