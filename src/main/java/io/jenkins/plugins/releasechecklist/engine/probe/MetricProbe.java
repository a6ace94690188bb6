package io.jenkins.plugins.releasechecklist.engine.probe;

import java.net.URI;

/**
 * A metric that a verification watches.
 *
 * @param name the name on pages and in records
 * @param source where it is measured
 * @param pass what the measured value has to fulfil
 */
public record MetricProbe(String name, Source source, Criterion pass) {
    /** Checks the name. */
    public MetricProbe {
        name = CheckNames.require(name);
    }

    /** Where a metric is measured. */
    public sealed interface Source {
        /**
         * An instant query to a Prometheus server.
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

            /**
             * Reads the address.
             *
             * @param url http or https
             * @param query PromQL with a single value as its result
             * @return the source
             */
            public static Prometheus of(String url, String query) {
                return new Prometheus(HttpUrl.parse(url), query);
            }
        }
    }
}
