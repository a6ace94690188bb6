package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import java.util.List;
import java.util.Map;

/**
 * The form in which a receiver gets a message over HTTP: the body of the request, as JSON. How it is sent, and what the
 * answers mean, is the same for all of them.
 */
@FunctionalInterface
public interface Payload {

    /**
     * Renders the message.
     *
     * @param message what is told
     * @param id the delivery
     * @return the same text every time, so that every attempt sends the same bytes
     */
    String render(Message message, DeliveryId id);

    /** The method of the request. */
    default HttpMethod method() {
        return HttpMethod.POST;
    }

    /** Headers in addition to those of every webhook. */
    default Map<String, String> headers(Message message, DeliveryId id) {
        return Map.of();
    }

    /** What must not be shown, should a receiver repeat it. */
    default List<String> secrets() {
        return List.of();
    }
}
