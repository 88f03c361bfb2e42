"""The web application: home page, mounted labs, workbench, the learner's runs; on this machine only."""
