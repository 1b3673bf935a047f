package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.pipeline.PipelineStatus.Phase;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pipelines, to be searched and read. {@link PipelineChanges} makes and changes them, {@link
 * PipelineLifecycle} pauses, resumes and ends them.
 */
@Service
public class Pipelines {
  private final PipelineReads reads;
  private final QuarantineMask quarantined;

  Pipelines(PipelineReads reads, QuarantineMask quarantined) {
    this.reads = reads;
    this.quarantined = quarantined;
  }

  /**
   * What to look for; an empty text lets everything through.
   *
   * @param text part of the name or the purpose, in any case
   * @param owner the team
   * @param phase what it does; null for all
   * @param reads an event type that it reads
   */
  public record Search(String text, String owner, @Nullable Phase phase, String reads) {
    public Search {
      text = text.toLowerCase(Locale.ROOT).strip();
    }
  }

  /** A page of pipelines by name, without columns and runs, as the caller may see them. */
  @Transactional(readOnly = true)
  public Page<Pipeline> search(Search search, PageRequest request, Caller caller) {
    Cursor cursor = Cursor.of("pipelines", search);
    String after = request.cursor() == null ? "" : cursor.decode(request.cursor());
    return Page.of(
        reads.page(search, after, request.limit() + 1).stream()
            .map(found -> found.shownTo(caller))
            .toList(),
        request.limit(),
        last -> cursor.encode(last.name()));
  }

  /**
   * One pipeline, as the caller may see it.
   *
   * @throws ApiException PIPELINE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public Pipeline get(PipelineName name, Caller caller) {
    return get(name).shownTo(caller);
  }

  /** One pipeline, as the caller may see it, if there is one of that name. */
  @Transactional(readOnly = true)
  public Optional<Pipeline> find(PipelineName name, Caller caller) {
    return find(name).map(found -> found.shownTo(caller));
  }

  /** One pipeline, whole. */
  Pipeline get(PipelineName name) {
    return find(name).orElseThrow(() -> notFound(name));
  }

  /** One pipeline, whole, if there is one of that name. */
  Optional<Pipeline> find(PipelineName name) {
    return reads.find(name);
  }

  /**
   * All versions of a pipeline, the newest first, as the caller may see them.
   *
   * @throws ApiException PIPELINE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public List<PipelineVersion> versions(PipelineName name, Caller caller) {
    return newestVersions(name, Integer.MAX_VALUE, caller);
  }

  /**
   * The newest versions of a pipeline, the newest first, as the caller may see them.
   *
   * @throws ApiException PIPELINE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public List<PipelineVersion> newestVersions(PipelineName name, int limit, Caller caller) {
    boolean whole = get(name).mayBeChangedBy(caller);
    return reads.versions(name, limit).stream()
        .map(version -> whole ? version : version.masked())
        .toList();
  }

  /**
   * The number of its newest version.
   *
   * @throws ApiException PIPELINE_NOT_FOUND
   */
  @Transactional(readOnly = true)
  public int newestVersion(PipelineName name) {
    return reads.versions(name, 1).stream().findFirst().orElseThrow(() -> notFound(name)).version();
  }

  /**
   * Events that a pipeline could not deal with, the newest first, as the caller may see them: what
   * was wrong with them may tell personal data.
   *
   * @throws ApiException PIPELINE_NOT_FOUND, INVALID_CURSOR
   */
  @Transactional(readOnly = true)
  public Page<QuarantinedEvent> quarantine(PipelineName name, PageRequest request, Caller caller) {
    Pipeline pipeline = get(name);
    Cursor cursor = Cursor.of("pipeline-quarantine", name);
    QuarantinePlace before =
        request.cursor() == null ? null : cursor.decode(request.cursor(), QuarantinePlace::decode);
    Page<QuarantinedEvent> page =
        Page.of(
            reads.quarantine(name, before, request.limit() + 1),
            request.limit(),
            last -> cursor.encode(QuarantinePlace.of(last).encode()));
    return new Page<>(quarantined.shown(page.items(), pipeline, caller), page.next());
  }

  static ApiException notFound(PipelineName name) {
    return new ApiException(
        ProblemCode.PIPELINE_NOT_FOUND,
        "There is no pipeline '" + name + "'. Make it with POST /api/pipelines");
  }
}
