package io.jenkins.plugins.releasechecklist.actions;

import com.microsoft.playwright.options.ColorScheme;

/** How wide a window is, and in which colours. */
public enum Look {
    LIGHT_WIDE(ColorScheme.LIGHT, 1400, 1000),
    DARK_WIDE(ColorScheme.DARK, 1400, 1000),
    LIGHT_NARROW(ColorScheme.LIGHT, 390, 844),
    DARK_NARROW(ColorScheme.DARK, 390, 844);

    private final ColorScheme colours;
    private final int width;
    private final int height;

    Look(ColorScheme colours, int width, int height) {
        this.colours = colours;
        this.width = width;
        this.height = height;
    }

    ColorScheme colours() {
        return colours;
    }

    /** In CSS pixels. */
    int width() {
        return width;
    }

    /** In CSS pixels. */
    int height() {
        return height;
    }
}
