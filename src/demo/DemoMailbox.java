import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mail server of the demo: takes every mail, hands it to the page of the shop, and delivers none. One file, nothing but the
 * JDK, on loopback only: {@code java DemoMailbox.java PORT SHOP_URL}.
 */
public final class DemoMailbox {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI shop;

    private DemoMailbox(URI shop) {
        this.shop = shop;
    }

    public static void main(String[] args) throws IOException {
        DemoMailbox mailbox = new DemoMailbox(URI.create(args[1] + "/mails"));
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
            System.out.println("The demo mail server listens on port " + args[0]);
            while (true) {
                Socket socket = server.accept();
                threads.submit(() -> mailbox.serve(socket));
            }
        }
    }

    /** The few words of RFC 5321 that a client needs. */
    private Void serve(Socket socket) throws IOException, InterruptedException {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
            say(out, "220 demo");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String word = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
                switch (word) {
                    case "DATA" -> {
                        say(out, "354 go on");
                        handOver(mail(in));
                        say(out, "250 taken");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return null;
                    }
                    default -> say(out, "250 fine");
                }
            }
        }
        return null;
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    /** The lines up to the dot; a second dot at the beginning of a line is not part of it. */
    private static List<String> mail(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            lines.add(line.startsWith(".") ? line.substring(1) : line);
        }
        return lines;
    }

    private void handOver(List<String> lines) throws IOException, InterruptedException {
        Part mail = Part.of(lines);
        String shown = mail.header("To") + "\n" + words(mail.header("Subject")) + "\n" + mail.plainText();
        HttpRequest request = HttpRequest.newBuilder(shop)
                .POST(HttpRequest.BodyPublishers.ofString(shown))
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
    }

    /** A header with the encoded words of RFC 2047 made readable. */
    private static String words(String header) {
        return Pattern.compile("=\\?utf-8\\?([QB])\\?([^?]*)\\?=(?:\\s+(?==\\?))?", Pattern.CASE_INSENSITIVE)
                .matcher(header)
                .replaceAll(word -> Matcher.quoteReplacement(
                        word.group(1).equalsIgnoreCase("B")
                                ? new String(Base64.getDecoder().decode(word.group(2)), StandardCharsets.UTF_8)
                                : quotedPrintable(word.group(2).replace('_', ' '))));
    }

    private static String quotedPrintable(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String joined = text.replace("=\n", "");
        for (int i = 0; i < joined.length(); i++) {
            if (joined.charAt(i) == '=' && i + 2 < joined.length()) {
                bytes.write(HexFormat.fromHexDigits(joined, i + 1, i + 3));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(joined.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A mail, or a part of one: headers as they stand there, and what follows. */
    private record Part(String headers, String body) {
        static Part of(List<String> lines) {
            int empty = lines.indexOf("");
            int end = empty < 0 ? lines.size() : empty;
            String headers = String.join("\n", lines.subList(0, end)).replaceAll("\n[ \t]+", " ");
            return new Part(headers, String.join("\n", lines.subList(Math.min(end + 1, lines.size()), lines.size())));
        }

        String header(String name) {
            Matcher matcher = Pattern.compile("(?im)^" + name + ":\\s*(.*)$").matcher(headers);
            return matcher.find() ? matcher.group(1).strip() : "";
        }

        /** The first part that is plain text. */
        String plainText() {
            Matcher boundary = Pattern.compile("boundary=\"?([^\";]+)").matcher(header("Content-Type"));
            if (boundary.find()) {
                for (String part : body.split(Pattern.quote("--" + boundary.group(1)))) {
                    String text = of(part.strip().lines().toList()).plainText();
                    if (!text.isEmpty()) {
                        return text;
                    }
                }
                return "";
            }
            if (!header("Content-Type").startsWith("text/plain")) {
                return "";
            }
            return switch (header("Content-Transfer-Encoding").toLowerCase(Locale.ROOT)) {
                case "quoted-printable" -> quotedPrintable(body);
                case "base64" -> new String(Base64.getMimeDecoder().decode(body), StandardCharsets.UTF_8);
                default -> body;
            };
        }
    }
}
