import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The shop that the demo releases, with a staging and a production environment, and the receiver of its announcements: webhooks,
 * CDEvents, a chat, and the mails that {@code DemoMailbox} takes.
 * One file, nothing but the JDK, on loopback only: {@code java DemoShop.java PORT SECRET JENKINS_URL PRODUCTION_KEY}.
 */
public final class DemoShop {
    private static final int SHOWN_ANNOUNCEMENTS = 20;
    private static final long MAX_CLOCK_DIFFERENCE_SECONDS = 300;

    private final Map<String, Environment> environments = new TreeMap<>();
    private final Inbox inbox;
    private final String jenkins;
    private final String productionKey;

    /** What runs in an environment. */
    private static final class Environment {
        private String version = "2.3.0";
        private boolean broken;
    }

    private record Answer(int status, String type, String body) {
        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }

        static Answer text(int status, String body) {
            return new Answer(status, "text/plain; charset=utf-8", body + "\n");
        }
    }

    private DemoShop(String secret, String jenkins, String productionKey) {
        environments.put("staging", new Environment());
        environments.put("production", new Environment());
        this.inbox = new Inbox(secret);
        this.jenkins = jenkins;
        this.productionKey = productionKey;
    }

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        DemoShop shop = new DemoShop(args[1], args[2], args[3]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", exchange -> {
            try (exchange) {
                shop.send(exchange, shop.answer(exchange));
            }
        });
        server.start();
        System.out.println("The demo shop runs at http://localhost:" + port + "/");
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        String method = exchange.getRequestMethod();
        if (path[0].isEmpty()) {
            return new Answer(200, "text/html; charset=utf-8", page());
        }
        if (path[0].equals("hooks") && path.length == 2) {
            return method.equals("POST")
                    ? inbox.receive(path[1], exchange)
                    : Answer.text(405, "POST announcements here");
        }
        if (path[0].equals("mails")) {
            return inbox.mail(exchange);
        }
        if (path[0].equals("chat")) {
            return inbox.chat(exchange);
        }
        if (path[0].equals("events")) {
            return inbox.event(exchange);
        }
        if (path[0].equals("issues") && path.length == 2) {
            return Answer.text(200, path[1] + " is an issue of the demo; a team would have a tracker here.");
        }
        if (path[0].equals("break") || path[0].equals("mend")) {
            synchronized (environments) {
                environments.get("production").broken = path[0].equals("break");
            }
            exchange.getResponseHeaders().set("Location", "/");
            return Answer.text(303, "See /");
        }
        return path.length == 2 && environments.containsKey(path[0])
                ? environment(path[0], path[1], exchange)
                : Answer.text(404, "Not found");
    }

    private Answer environment(String name, String what, HttpExchange exchange) {
        synchronized (environments) {
            Environment environment = environments.get(name);
            return switch (what) {
                case "health" ->
                    environment.broken
                            ? Answer.json(503, "{\"status\":\"DOWN\",\"reason\":\"the shop was broken for the demo\"}")
                            : Answer.json(200, "{\"status\":\"UP\"}");
                case "version" -> Answer.json(200, "{\"version\":\"" + environment.version + "\"}");
                case "metrics" ->
                    Answer.json(
                            200,
                            String.format(
                                    Locale.ROOT,
                                    "{\"errorRate\":%.4f,\"queue\":%d}",
                                    environment.broken ? 0.25 : 0.002 + 0.001 * wave(),
                                    Math.round(6 + 4 * wave())));
                case "deploy" ->
                    exchange.getRequestMethod().equals("POST")
                            ? deploy(name, environment, exchange)
                            : Answer.text(405, "POST to deploy");
                default -> Answer.text(404, "Not found");
            };
        }
    }

    /** Ups and downs between -1 and 1, as traffic has them. */
    private static double wave() {
        return Math.sin(System.currentTimeMillis() / 4000.0);
    }

    /** A deployment may bring a fault along, a rollback takes every fault away, any other leaves it as it is. */
    private Answer deploy(String name, Environment environment, HttpExchange exchange) {
        String key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (name.equals("production") && !isSame(key, "Bearer " + productionKey)) {
            return Answer.text(403, "Refused: production takes deployments with its key only");
        }
        Map<String, String> parameters = parameters(exchange);
        String version = parameters.getOrDefault("version", "");
        if (!version.matches("[0-9A-Za-z][0-9A-Za-z.+-]{0,49}")) {
            return Answer.text(
                    400, "Expected ?version= with letters, digits, '.', '+' and '-', found '" + version + "'");
        }
        environment.version = version;
        environment.broken =
                parameters.containsKey("broken") || environment.broken && !parameters.containsKey("rollback");
        System.out.println("demo shop: " + version + " is in " + name + (environment.broken ? ", broken" : ""));
        return Answer.text(200, "Deployed " + version + " to " + name);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new TreeMap<>();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private String page() {
        StringBuilder rows = new StringBuilder();
        synchronized (environments) {
            environments.forEach(
                    (name, environment) -> rows.append("<tr><td>%s<td>%s<td>%s<td><a href='/%s/health'>health</a>"
                            .formatted(
                                    name,
                                    escaped(environment.version),
                                    environment.broken ? "broken" : "healthy",
                                    name)));
        }
        return PAGE.formatted(rows, escaped(jenkins), inbox.html(), inbox.events());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private static final String PAGE = """
            <!doctype html><html lang=en><meta charset=utf-8><meta http-equiv=refresh content=5>
            <meta name=viewport content='width=device-width'><title>OctoAcme Shop</title>
            <style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:52rem;margin:2rem auto;padding:0 1rem}
            td{padding:.2rem 1.5rem .2rem 0}article{border:1px solid #8886;border-radius:.5rem;padding:0 1rem;margin:1rem 0}
            pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
            <h1>OctoAcme Shop</h1><table>%s</table>
            <p><a href='/break'>Break production</a> (until it is mended or rolled back) &middot; <a href='/mend'>Mend it</a>
            &middot; <a href='%s'>Jenkins</a>
            <h2>Announcements</h2>%s
            <h2>CDEvents</h2>%s
            """;

    /** Takes announcements, as a receiver should: signature first, then age, then whether it is here already. */
    private static final class Inbox {
        private final SecretKeySpec key;
        private final Deque<String> shown = new ArrayDeque<>();
        private final Deque<String> events = new ArrayDeque<>();
        private final Set<String> seen = new HashSet<>();

        Inbox(String secret) {
            key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        }

        Answer receive(String channel, HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String timestamp = header(exchange, "X-Release-Checklist-Timestamp");
            if (!isSigned(timestamp, body, header(exchange, "X-Release-Checklist-Signature"))) {
                show(channel, "Refused", "The signature is missing or wrong.");
                return Answer.text(401, "The signature is missing or wrong");
            }
            if (!timestamp.matches("[0-9]{1,12}")
                    || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp))
                            > MAX_CLOCK_DIFFERENCE_SECONDS) {
                show(channel, "Refused", "The signature is too old.");
                return Answer.text(401, "The timestamp is off by more than five minutes");
            }
            synchronized (this) {
                if (!seen.add(header(exchange, "Idempotency-Key"))) {
                    return Answer.text(200, "Known already");
                }
            }
            String json = new String(body, StandardCharsets.UTF_8);
            show(channel, field(json, "title"), field(json, "markdown"));
            return Answer.text(200, "Thank you");
        }

        /** From the mail server of the demo: to whom, about what, and the text. */
        Answer mail(HttpExchange exchange) throws IOException {
            String[] parts = text(exchange).split("\n", 3);
            show("mail for " + parts[0], parts[1], parts[2]);
            return Answer.text(200, "Thank you");
        }

        /** As a chat takes it: no signature, since whoever knows the address may write. */
        Answer chat(HttpExchange exchange) throws IOException {
            String json = text(exchange);
            show("chat", field(json, "text"), json);
            return Answer.text(200, "ok");
        }

        /** A CloudEvent in the structured mode, as a receiver of CDEvents takes it. */
        Answer event(HttpExchange exchange) throws IOException {
            String json = text(exchange);
            synchronized (this) {
                events.addFirst("<details><summary>%s %s: <b>%s</b></summary><pre>%s</pre></details>"
                        .formatted(
                                escaped(field(json, "time")),
                                escaped(field(json, "type")),
                                escaped(field(json, "subject")),
                                escaped(json)));
                if (events.size() > SHOWN_ANNOUNCEMENTS) {
                    events.removeLast();
                }
            }
            System.out.println("demo shop: event " + field(json, "type"));
            return Answer.text(202, "Thank you");
        }

        private static String text(HttpExchange exchange) throws IOException {
            return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        }

        private boolean isSigned(String timestamp, byte[] body, String signature) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
                String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
                return isSame(expected, signature);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private synchronized void show(String channel, String title, String text) {
            String time = LocalTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
            shown.addFirst("<article><h3>%s</h3><p>%s, to <b>%s</b><pre>%s</pre></article>"
                    .formatted(escaped(title), time, escaped(channel), escaped(text)));
            if (shown.size() > SHOWN_ANNOUNCEMENTS) {
                shown.removeLast();
            }
            System.out.println("demo shop: announcement to " + channel + ": " + title);
        }

        synchronized String html() {
            return shown.isEmpty() ? "<p>Nothing was announced yet." : String.join("", shown);
        }

        synchronized String events() {
            return events.isEmpty() ? "<p>Nothing happened yet." : String.join("", events);
        }

        private static String header(HttpExchange exchange, String name) {
            return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .orElse("");
        }

        /** The first text with that key. Enough for a payload whose form is known, and the JDK has no JSON reader. */
        private static String field(String json, String key) {
            Matcher matcher = Pattern.compile("\"" + key + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"")
                    .matcher(json);
            return matcher.find() ? unescaped(matcher.group(1)) : "";
        }

        private static String unescaped(String json) {
            return Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))")
                    .matcher(json)
                    .replaceAll(escape -> {
                        String text = escape.group(1) != null
                                ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                                : switch (escape.group(2)) {
                                    case "n" -> "\n";
                                    case "t" -> "\t";
                                    case "r", "b", "f" -> "";
                                    default -> escape.group(2);
                                };
                        return Matcher.quoteReplacement(text);
                    });
        }
    }
}
