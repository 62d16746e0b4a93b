import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A small client: it reads all mail of an account and deletes it once it has arrived. */
final class MailReader implements AutoCloseable {
    /** The server has refused a command. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String reply) {
            super(reply);
        }
    }

    private final Socket socket;
    private final BufferedReader reader;

    private MailReader(String host, int port) throws IOException {
        socket = new Socket(host, port);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        reply();
    }

    /** Returns all messages. Connects again, once, if the connection breaks. */
    static List<String> readAll(String host, int port, String user, String password) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (MailReader mail = new MailReader(host, port)) {
                return mail.readAll(user, password);
            } catch (Refused error) {
                throw error;
            } catch (IOException error) {
                if (attempt == 2) throw error;
            }
        }
    }

    private List<String> readAll(String user, String password) throws IOException {
        command("USER " + user);
        command("PASS " + password);
        int count = Integer.parseInt(command("STAT").split(" ")[1]);
        List<String> messages = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            command("RETR " + number);
            messages.add(body());
        }
        for (int number = 1; number <= count; number++) command("DELE " + number);
        command("QUIT");
        return messages;
    }

    private String line() throws IOException {
        String line = reader.readLine();
        if (line == null) throw new IOException("the connection broke");
        return line;
    }

    private String reply() throws IOException {
        String line = line();
        if (!line.startsWith("+OK")) throw new Refused(line);
        return line;
    }

    private String command(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    private String body() throws IOException {
        StringBuilder out = new StringBuilder();
        for (String line; !(line = line()).equals(".");) out.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        return out.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
