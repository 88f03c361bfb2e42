// The page of notes: its path is copied with a click.

import { offerCopies } from "/static/copies.js";

offerCopies();
