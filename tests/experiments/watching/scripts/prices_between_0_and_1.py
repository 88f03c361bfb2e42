# "My house price model only gives numbers between 0 and 1, mse is enormous and does not change"
# expect: HN002
import numpy as np
from sklearn.preprocessing import StandardScaler
from keras.models import Sequential
from keras.layers import Input, Dense

rng = np.random.default_rng(3)
area = rng.uniform(40, 250, 600)
rooms = rng.integers(1, 7, 600)
age = rng.uniform(0, 80, 600)
price = 1.8 * area + 12 * rooms - 0.4 * age + rng.normal(0, 15, 600)
x = StandardScaler().fit_transform(np.c_[area, rooms, age])

model = Sequential([Input((3,)), Dense(32, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="mse")
model.fit(x, price, epochs=20, validation_split=0.2)
