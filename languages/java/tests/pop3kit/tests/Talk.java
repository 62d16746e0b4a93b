package pop3kit.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pop3kit.Server;

/** A client that sends commands without looking at the replies. */
final class Talk {
    private Talk() { }

    /** Sends these commands after a login and returns the lines that came until the server closed the connection. */
    static List<String> with(Server server, String... commands) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Socket socket = new Socket(server.host(), server.port())) {
            String sent = "USER alice\r\nPASS s3cret\r\n" + String.join("\r\n", commands) + "\r\n";
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line; (line = reader.readLine()) != null;) lines.add(line);
        } catch (SocketException error) {
            // The scenario has cut the connection.
        }
        return lines;
    }
}
