package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckNames;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.http.AnswerEvidence;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.Serializable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A metric that a verification watches.
 *
 * @param name the name on pages and in records
 * @param source where it is measured
 * @param pass what every measured value has to fulfil
 * @param failureLimit how many measured values may miss that, 0 or more; default 0
 * @param credentialsId the credentials to send; empty means none
 * @param terms what else is said about it
 */
public record MetricProbe(
        String name, Source source, Criterion pass, int failureLimit, String credentialsId, Terms terms)
        implements Serializable {
    /** A ratio is rarely above 1, and never this much. */
    private static final double TOO_MUCH_FOR_A_RATIO = 1.5;

    /** Checks that the terms go with the rest. */
    public MetricProbe {
        name = CheckNames.require(name);
        if (failureLimit < 0) {
            throw new IllegalArgumentException("failureLimit: expected 0 or more, found " + failureLimit);
        }
        if (failureLimit > 0 && terms.consecutiveSuccesses() > 0) {
            throw new IllegalArgumentException(
                    "consecutiveSuccesses: expected either this or failureLimit, found both");
        }
        MetricUnit unit = terms.unit();
        if (unit != MetricUnit.UNSAID) {
            if (pass.counts() != unit.bound() && !(pass.needsBaseline() && pass.counts() == Quantity.Unit.NUMBER)) {
                throw new IllegalArgumentException("unit: expected "
                        + unit.bound().words() + " as the bound beside " + unit.word() + ", found '" + pass + "'");
            }
        }
        request(name, source.address(), credentialsId, terms);
    }

    /** A metric about which nothing else is said. */
    public MetricProbe(String name, Source source, Criterion pass, int failureLimit, String credentialsId) {
        this(name, source, pass, failureLimit, credentialsId, Terms.DEFAULT);
    }

    /** Makes the check that measures the metric once. It passes when there is a value, whatever it is. */
    public MetricCheck check() {
        return new MetricCheck(this);
    }

    /** The same metric under another name. */
    public MetricProbe named(String other) {
        return new MetricProbe(other, source, pass, failureLimit, credentialsId, terms);
    }

    /** The same metric, measured and shown only. */
    public MetricProbe measuredOnly() {
        return with(new Terms(
                terms.headers,
                terms.headerCredentials,
                terms.caCredentialsId,
                terms.unit,
                terms.initialDelay,
                terms.consecutiveSuccesses,
                true));
    }

    /** The same metric, judged from its first value on. */
    public MetricProbe withoutDelay() {
        return with(new Terms(
                terms.headers,
                terms.headerCredentials,
                terms.caCredentialsId,
                terms.unit,
                Duration.ZERO,
                terms.consecutiveSuccesses,
                terms.dryRun));
    }

    private MetricProbe with(Terms others) {
        return new MetricProbe(name, source, pass, failureLimit, credentialsId, others);
    }

    /** What a record keeps. */
    public MetricTolerance tolerance() {
        return new MetricTolerance(
                name,
                failureLimit,
                terms.consecutiveSuccesses(),
                terms.initialDelay(),
                isJudged() ? Optional.empty() : Optional.of(pass.toString()));
    }

    /** Whether it counts for the verdict. */
    public boolean isJudged() {
        return !terms.dryRun();
    }

    /** The request, whose answer is expected with a status of 200-299. */
    public HttpCheck request() {
        return request(name, source.address(), credentialsId, terms);
    }

    /** The request at a moment, where the address of the source tells it. */
    HttpCheck request(Instant now) {
        return request(name, source.address(now), credentialsId, terms);
    }

    private static HttpCheck request(String name, String address, String credentials, Terms terms) {
        HttpCheckBuilder request = HttpCheck.builder(address)
                .name(name)
                .credentialsId(credentials)
                .caCredentialsId(terms.caCredentialsId());
        terms.headers().forEach(request::header);
        terms.headerCredentials().forEach(request::headerCredentials);
        return request.build();
    }

    /**
     * A value of the source as the criterion compares it: in milliseconds beside a duration, as a ratio beside a percentage.
     * Prometheus counts seconds, and any other source milliseconds, unless a unit is said; both count ratios.
     */
    public double compared(double value) {
        if (terms.unit() != MetricUnit.UNSAID) {
            return terms.unit().compared(value);
        }
        return pass.counts() == Quantity.Unit.DURATION && source instanceof Source.Prometheus
                ? MetricUnit.SECONDS.compared(value)
                : value;
    }

    /**
     * Whether a value, as it is compared, can be no ratio although the criterion is a percentage: percent, most likely. Never
     * where the unit is said, and not for an infinity.
     */
    public boolean isNoRatio(double value) {
        return pass.counts() == Quantity.Unit.PERCENTAGE
                && terms.unit() == MetricUnit.UNSAID
                && value > Math.max(TOO_MUCH_FOR_A_RATIO, pass.limit(0))
                && Double.isFinite(value);
    }

    /**
     * What else can be said about a metric.
     *
     * @param headers request headers by their names; secrets are credentials instead
     * @param headerCredentials the ids of secret texts, by the names of the request headers that carry them
     * @param caCredentialsId the id of the authorities that are trusted beside those of the system; empty means none
     * @param unit what the source counts
     * @param initialDelay how long after the first value none is judged; zero: all are
     * @param consecutiveSuccesses so many values in a row have to be as demanded in the end, whatever was before; 0: all values are
     *     judged
     * @param dryRun whether it is only measured and shown
     */
    public record Terms(
            Map<String, String> headers,
            Map<String, String> headerCredentials,
            String caCredentialsId,
            MetricUnit unit,
            Duration initialDelay,
            int consecutiveSuccesses,
            boolean dryRun)
            implements Serializable {
        /** Nothing else is said. */
        public static final Terms DEFAULT =
                new Terms(Map.of(), Map.of(), "", MetricUnit.UNSAID, Duration.ZERO, 0, false);

        /** Checks the numbers, and that no header gives a secret away. */
        public Terms {
            headers = Map.copyOf(headers);
            headerCredentials = Map.copyOf(headerCredentials);
            if (initialDelay.isNegative()) {
                throw new IllegalArgumentException(
                        "initialDelay: expected zero or more, found " + Durations.format(initialDelay));
            }
            if (consecutiveSuccesses < 0) {
                throw new IllegalArgumentException(
                        "consecutiveSuccesses: expected 1 or more, or 0 for all, found " + consecutiveSuccesses);
            }
            headers.keySet().stream()
                    .filter(AnswerEvidence::isSecret)
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException("headers: expected '" + name + "' in headerCredentials, with"
                                + " the id of a secret text, because a secret in a plan is none");
                    });
        }
    }

    /** Where a metric is measured. */
    public sealed interface Source extends Serializable {
        /** The URL that is asked, of http or https. */
        String address();

        /** The same where it tells the moment at which it is asked. */
        default String address(Instant now) {
            return address();
        }

        /**
         * An instant query to a Prometheus server, by its HTTP API, version 1.
         *
         * @param url the address of the server, without the path of its API
         * @param query PromQL with a single value as its result
         */
        record Prometheus(URI url, String query) implements Source {
            private static final String API = "/+(graph|query|api/v1(/.*)?)/*$";

            /** Checks the URL, and that there is a query. */
            public Prometheus {
                HttpUrl.require(url);
                String server = url.toString().replaceFirst("[?#].*", "").replaceFirst(API, "");
                if (url.getRawQuery() != null) {
                    throw new IllegalArgumentException("prometheus: expected the address of the server without a query,"
                            + " found one; write " + server + " and send what it says as headers");
                }
                if (!url.toString().equals(server)) {
                    throw new IllegalArgumentException("prometheus: expected the address of the server, of which "
                            + "/api/v1/query is no part, found " + url + "; write " + server);
                }
                if (query.isBlank()) {
                    throw new IllegalArgumentException("query: expected PromQL, found nothing");
                }
            }

            /** Reads the address, of http or https. */
            public static Prometheus of(String url, String query) {
                return new Prometheus(HttpUrl.parse(url), query);
            }

            @Override
            public String address() {
                String base = url.toString().replaceFirst("/+$", "");
                return base + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
            }
        }

        /**
         * A number in the JSON of any URL.
         *
         * @param url where to; <code>{now}</code> and <code>{now-5m}</code> in its query stand for the time, in seconds since 1970
         * @param jsonPath where the number stands, such as {@code $.errors.rate}; a text that is a number is taken as one
         */
        record Json(URI url, String jsonPath) implements Source {
            private static final Pattern TIME = Pattern.compile("%7Bnow(?:-(\\d{1,4}[smhd]))?%7D");

            /** Checks URL and path. */
            public Json {
                HttpUrl.require(url);
                new Expectation.JsonExists(jsonPath);
            }

            /** Reads the address, of http or https. */
            public static Json of(String url, String jsonPath) {
                return new Json(HttpUrl.parse(url), jsonPath);
            }

            @Override
            public String address() {
                return url.toString();
            }

            @Override
            public String address(Instant now) {
                return TIME.matcher(address()).replaceAll(found -> {
                    Duration before = found.group(1) == null ? Duration.ZERO : Durations.parse(found.group(1));
                    return String.valueOf(now.minus(before).getEpochSecond());
                });
            }
        }
    }
}
