using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Engagement.Comments.Bodies;

/// <summary>
/// Remembers what <see cref="CommentHtml.Render"/> gave, so that a page that many people read is not rendered for each of
/// them. Keyed by the text, so nothing in it can be out of date. Never larger than
/// <see cref="RenderedBodiesOptions.MaxBytes"/>; what was not read for longest goes first. One for the process, used by
/// all threads.
/// </summary>
internal sealed class RenderedBodies(IOptions<RenderedBodiesOptions> options) : IDisposable
{
    // An entry of the cache with its place in the table is 149 bytes (100,000 of them measured), two strings add 22 each.
    private const int EntryOverhead = 200;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions
    {
        SizeLimit = options.Value.MaxBytes,
        TrackStatistics = true,
    });

    /// <summary>Entries kept, their size in bytes, and how often one was found; for tests.</summary>
    public (long Entries, long Bytes, long Hits) Statistics => _cache.GetCurrentStatistics() is { } now
        ? (now.CurrentEntryCount, now.CurrentEstimatedSize ?? 0, now.TotalHits)
        : default;

    /// <summary>The HTML of a body: <see cref="CommentHtml.Render"/>, kept or made now.</summary>
    public string Html(string body)
    {
        if (_cache.TryGetValue(body, out string? kept) && kept is not null)
            return kept;

        // Two readers at once may both render; they get the same.
        var html = CommentHtml.Render(body);
        var size = EntryOverhead + sizeof(char) * (long)(body.Length + html.Length);
        if (size <= options.Value.MaxBytes)
            _cache.Set(body, html, new MemoryCacheEntryOptions { Size = size });
        return html;
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();
}
