# "loss is 4 billion and hardly goes down. Is my network too small?"
# expect: HN008
import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense
from sklearn.preprocessing import MinMaxScaler

np.random.seed(0)
years = np.random.uniform(0, 30, 500)
level = np.random.randint(1, 6, 500)
salary = 30000 + 1500 * years + 9000 * level + np.random.normal(0, 4000, 500)
X = MinMaxScaler().fit_transform(np.column_stack([years, level]))

model = Sequential()
model.add(Dense(32, activation="relu", input_shape=(2,)))
model.add(Dense(16, activation="relu"))
model.add(Dense(1))
model.compile(optimizer="adam", loss="mean_squared_error", metrics=["mae"])
model.fit(X, salary, epochs=30, batch_size=32, validation_split=0.2)
