"""The course: chapters of labs, the machinery that makes a lab live, and what the learner has done."""
