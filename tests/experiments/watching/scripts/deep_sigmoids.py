# "I made my network deeper (10 layers) and now it does not learn at all, why?"
# expect: HN020
import keras
from keras.layers import Dense
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x / 16
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((64,))])
for i in range(10):
    model.add(Dense(32, activation="sigmoid"))
model.add(Dense(10, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
model.fit(x, y, epochs=15, batch_size=32)
