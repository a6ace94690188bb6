package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** People who vote by the REST API, each in a thread of their own, and keep in mind what Jenkins answered. */
final class CampaignVoters {
    static final String STARTER = "starter";
    static final Map<String, List<String>> GATES =
            new TreeMap<>(Map.of("staging", List.of("qa"), "production", List.of("qa", "pm", "devops")));

    /** Votes that Jenkins said to have. */
    final Set<Cast> acknowledged = ConcurrentHashMap.newKeySet();
    /** Votes that were sent when Jenkins died: it may have them or not. */
    final Set<Cast> doubtful = ConcurrentHashMap.newKeySet();
    /** Answers that nobody expects. */
    final Map<String, Integer> strange = new ConcurrentSkipListMap<>();

    private final long seed;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Set<Integer> builds = ConcurrentHashMap.newKeySet();
    private ExecutorService people = Executors.newCachedThreadPool();
    private URI root = URI.create("http://127.0.0.1/");

    CampaignVoters(long seed) {
        this.seed = seed;
    }

    /** The fixed API token of a person. */
    static String token(String person) {
        return "11" + String.format("%032x", Integer.toUnsignedLong(person.hashCode()));
    }

    /** Votes at a Jenkins that has just started. */
    void begin(URI jenkins) {
        root = jenkins;
        builds.clear();
        people = Executors.newCachedThreadPool();
    }

    /** Who says No-go to production in a build; nobody where all people say Go. */
    List<String> vetoes(int build) {
        Random chance = new Random(seed * 31 + build);
        return chance.nextInt(4) > 0
                ? List.of()
                : List.of(GATES.get("production").get(chance.nextInt(3)));
    }

    /** Casts what is not cast yet in a build. */
    void vote(int build) {
        if (builds.add(build)) {
            GATES.forEach((gate, voters) -> voters.stream()
                    .map(voter -> new Cast(build, gate, voter))
                    .filter(cast -> !acknowledged.contains(cast))
                    .forEach(cast -> people.execute(() -> insist(cast))));
        }
    }

    Choice choice(Cast cast) {
        return cast.gate().equals("production") && vetoes(cast.build()).contains(cast.voter())
                ? Choice.NO_GO
                : Choice.GO;
    }

    /** Stops when the vote is taken, when the gate is settled, and when Jenkins is gone. */
    private void insist(Cast cast) {
        String path = "job/" + KillCampaign.JOB + "/" + cast.build() + "/release-checklist/gates/" + cast.gate()
                + (choice(cast) == Choice.GO ? "/go" : "/noGo");
        try {
            while (true) {
                Thread.sleep(ThreadLocalRandom.current().nextLong(50, 400));
                doubtful.add(cast);
                int status = post(cast.voter(), path);
                doubtful.remove(cast);
                if (status == 200) {
                    acknowledged.add(cast);
                    return;
                }
                if (status == 409) {
                    return;
                }
                if (status != 404 && status != 503) {
                    strange.merge(status + " for a vote", 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            // Jenkins is gone, or not there yet: the record will tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int post(String person, String path) throws IOException, InterruptedException {
        String login = person + ":" + token(person);
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofMinutes(1))
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    void stop() throws InterruptedException {
        people.shutdownNow();
        people.awaitTermination(1, TimeUnit.MINUTES);
    }

    /** One vote that a person has to cast. */
    record Cast(int build, String gate, String voter) {}
}
