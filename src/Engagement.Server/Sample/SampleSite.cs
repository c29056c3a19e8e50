using Engagement.Articles;
using Engagement.Discovery.Terms;
using Engagement.Data;
using Engagement.Server.Import;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Server.Sample;

/// <summary>
/// A news page with the nine headlines beside it, so that a new installation has something to comment on. Their addresses
/// are made up, under the reserved name <c>news.example</c> (RFC 2606).
/// </summary>
internal sealed class SampleSite(ArticlesImport import, DescribeChannel describe, SampleCampaigns campaigns, IDbContextFactory<EngagementDbContext> contexts)
{
    /// <summary>The key of the article that the others are beside.</summary>
    public const string MainKey = "sberbank-china-ai";

    /// <summary>The channel that the page stands in, and the line under its name.</summary>
    public const string Channel = "artificial intelligence",
        ChannelDescription = "News and resources on artificial intelligence systems, innovations and initiatives worldwide.";

    private const string Resource = "Sample/site.jsonl";

    /// <summary>Registers the sample if there is no article at all.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> LoadOnceAsync(CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
            if (await db.Set<Article>().AnyAsync(cancel))
                return false;
        await using var stream = typeof(SampleSite).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is missing in the assembly.");
        await import.RunAsync(Resource, stream, remark => throw new InvalidOperationException(remark.ToString()), cancel);
        if ((await describe.RunAsync(new DescribeChannelInput(Channel, ChannelDescription), cancel)).Error is { } error)
            throw new InvalidOperationException(error.Message);
        await campaigns.BookAsync(cancel);
        return true;
    }
}
