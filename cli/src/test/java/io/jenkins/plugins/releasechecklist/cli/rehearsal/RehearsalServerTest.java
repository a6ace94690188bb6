package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.cli.terminal.Respondent;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RehearsalServerTest {
    private final HttpClient browser = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private RehearsalServer server;

    @BeforeEach
    void start() throws IOException {
        new ReleaseRecord(() -> folder, Clock.systemUTC())
                .append(
                        Actor.step("rehearse"),
                        new ReleaseEvent.Opened(
                                ReleaseDetails.UNKNOWN, BuildRef.REHEARSAL, List.of(), Optional.empty()));
        server = RehearsalServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksOnTheReportAndTakesTheAnswerOnce() throws Exception {
        assertThat(get(server.address()).body())
                .contains("http-equiv=\"refresh\"")
                .doesNotContain("<form");
        CompletableFuture<Respondent.Answer> answer = asked("As <qa>: go?", true);
        String page = get(server.address()).body();

        assertThat(page)
                .contains(
                        "Rehearsal: nothing was deployed or sent.",
                        "As &lt;qa&gt;: go?",
                        ">Go</button>",
                        ">No-go</button>")
                .contains("form-action 'self'")
                // With no-referrer, browsers send "Origin: null" with the answer, which looks like another page's.
                .contains("<meta name=\"referrer\" content=\"same-origin\">")
                .doesNotContain("http-equiv=\"refresh\"", "<script");
        assertThat(post("question=1&answer=no&comment=Too+late%21").statusCode())
                .isEqualTo(303);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(new Respondent.Answer(false, Optional.of("Too late!")));
        assertThat(post("question=1&answer=yes").statusCode()).isEqualTo(303);
        assertThat(get(server.address()).body()).doesNotContain("<form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "answer=yes",
                "question=2&answer=yes",
                "question=1&answer=maybe",
                "question=1",
                "question=1&answer=%zz"
            })
    void waitsForAnAnswerToThisQuestion(String form) throws Exception {
        CompletableFuture<Respondent.Answer> answer = asked("Backup: done?", false);

        post(form);

        assertThat(answer).isNotDone();
        assertThat(get(server.address()).body()).contains(">Done</button>");
        post("question=1&answer=yes&comment=");
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(new Respondent.Answer(true, Optional.empty()));
    }

    @Test
    void isThereForWhoeverHasTheAddressOnly() throws Exception {
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
        assertThat(server.address().getPath()).matches("/[0-9a-f]{32}/");
        assertThat(get(server.address().resolve("/")).statusCode()).isEqualTo(404);
        assertThat(get(server.address().resolve("/guess/")).statusCode()).isEqualTo(404);
        assertThat(raw("GET " + server.address().getPath() + " HTTP/1.1\r\nHost: evil.test\r\n\r\n"))
                .contains(" 403 ");
    }

    @Test
    void takesNoAnswerThatAnotherPageSends() throws Exception {
        CompletableFuture<Respondent.Answer> answer = asked("As qa: go?", true);
        String body = "question=1&answer=yes";

        assertThat(raw("POST " + server.address().getPath() + "answer HTTP/1.1\r\nHost: "
                        + server.address().getAuthority() + "\r\nOrigin: https://evil.test\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body))
                .contains(" 403 ");
        assertThat(answer).isNotDone();
    }

    private CompletableFuture<Respondent.Answer> asked(String text, boolean vote) throws Exception {
        CompletableFuture<Respondent.Answer> answer =
                CompletableFuture.supplyAsync(() -> server.answer(new Respondent.Question(text, vote)));
        while (!get(server.address()).body().contains("<form")) {
            Thread.onSpinWait();
        }
        return answer;
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return browser.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String form) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(server.address().resolve("answer"))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[500];
            return new String(answer, 0, socket.getInputStream().read(answer), StandardCharsets.US_ASCII);
        }
    }
}
