/**
 * What the administrator decides: roles and who holds them, channels, protected environments, related resources, and the
 * permissions. Plain classes, because XStream stores them and Configuration as Code reads and writes them.
 */
package io.jenkins.plugins.releasechecklist.config;
