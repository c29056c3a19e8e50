using Engagement.Data;
using Engagement.Live;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Discovery.Terms;

/// <summary>The channels of the site.</summary>
internal sealed class ChannelList(IDbContextFactory<EngagementDbContext> contexts, TermPages pages, TermChanges changes, AnswerSources sources)
{
    /// <summary>No more are listed; each can be asked for by its name.</summary>
    public const int Most = 200;

    /// <summary>Those with articles, by name.</summary>
    public async Task<IReadOnlyList<Term>> ReadAsync(CancellationToken cancel)
    {
        changes.Tell(sources);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var channels = await db.Set<Term>().AsNoTracking().Where(t => t.Facet == Facet.Channel && t.Articles > 0)
            .OrderBy(t => t.Value).Take(Most).ToListAsync(cancel);
        foreach (var channel in channels)
            pages.Prime(channel);
        return channels;
    }
}
