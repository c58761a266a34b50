import { render } from "preact";
import { App } from "./app.tsx";
import { startReading } from "./reading/page.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/header.css";
import "./styles/results.css";
import "./styles/hit.css";
import "./styles/filters.css";
import "./styles/home.css";
import "./styles/paper.css";
import "./styles/daily.css";
import "./styles/reading.css";
import "./styles/toast.css";
import "./styles/print.css";

const root = document.getElementById("app");
if (root !== null) render(<App />, root);
startReading();
