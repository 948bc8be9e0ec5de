import { httpBackend } from "./httpBackend";
import { gatewayPage } from "./live/state";
import { start } from "./start";

start(httpBackend, gatewayPage);
