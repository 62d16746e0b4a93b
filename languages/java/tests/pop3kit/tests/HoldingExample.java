package pop3kit.tests;

import java.io.IOException;
import pop3kit.Server;

/** Holds a server until standard input ends, and does not close it. */
final class HoldingExample {
    private HoldingExample() { }

    public static void main(String[] arguments) throws IOException {
        @SuppressWarnings("resource")
        Server server = Server.serveText("return scenario {}");
        System.out.println(server.port() + " " + server.caFile());
        System.in.read();
    }
}
