package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckNames;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import java.io.Serializable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A metric that a verification watches.
 *
 * @param name the name on pages and in records
 * @param source where it is measured
 * @param pass what every measured value has to fulfil
 * @param failureLimit how many measured values may miss that, 0 or more; default 0
 * @param credentialsId the credentials to send; empty means none
 */
public record MetricProbe(String name, Source source, Criterion pass, int failureLimit, String credentialsId)
        implements Serializable {
    /** Checks the name and the limit. */
    public MetricProbe {
        name = CheckNames.require(name);
        if (failureLimit < 0) {
            throw new IllegalArgumentException("failureLimit: expected 0 or more, found " + failureLimit);
        }
    }

    /** Makes the check that measures the metric once. It passes when there is a value, whatever it is. */
    public MetricCheck check() {
        return new MetricCheck(this);
    }

    /** The same metric under another name. */
    public MetricProbe named(String other) {
        return new MetricProbe(other, source, pass, failureLimit, credentialsId);
    }

    /** The request, whose answer is expected with a status of 200-299. */
    public HttpCheck request() {
        return HttpCheck.builder(source.address())
                .name(name)
                .credentialsId(credentialsId)
                .build();
    }

    /** Where a metric is measured. */
    public sealed interface Source extends Serializable {
        /** The URL that is asked, of http or https. */
        String address();

        /**
         * An instant query to a Prometheus server, by its HTTP API, version 1.
         *
         * @param url the address of the server, without the path of its API
         * @param query PromQL with a single value as its result
         */
        record Prometheus(URI url, String query) implements Source {
            /** Checks the URL, and that there is a query. */
            public Prometheus {
                HttpUrl.require(url);
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
         * @param url where to
         * @param jsonPath where the number stands, such as {@code $.errors.rate}; a text that is a number is taken as one
         */
        record Json(URI url, String jsonPath) implements Source {
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
        }
    }
}
