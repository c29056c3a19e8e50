using Engagement.Readers;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Placements;

namespace Engagement.Server.Tests.Contract;

/// <summary>A site with one of everything that a caller can ask for, and somebody of each role.</summary>
internal sealed class Roleplay : IAsyncDisposable
{
    public const string Anonymous = "anonymous";

    /// <summary>Each role alone; what a caller with several may is what the roles may.</summary>
    public static IReadOnlyDictionary<string, Roles?> Callers { get; } = new Dictionary<string, Roles?>
    {
        [Anonymous] = null,
        ["reader"] = Roles.Reader,
        ["moderator"] = Roles.Moderator,
        ["publisher"] = Roles.Publisher,
        ["sponsor"] = Roles.Sponsor,
        ["admin"] = Roles.Admin,
    };

    private Roleplay(Site site, MinimalDocuments documents) => (Site, Documents) = (site, documents);

    public Site Site { get; }

    /// <summary>Documents whose ids name what is there.</summary>
    public MinimalDocuments Documents { get; }

    public static async Task<Roleplay> StartAsync(string engine)
    {
        var site = await Site.StartAsync(engine, settings: "Transport:KeptAnswers=0"); // each caller's answer is made for them
        var article = await site.ArticleAsync("an-article", "PUBLISHED", "news");
        var parent = await site.Alice.PostAsync(article, "A comment");
        var comment = await site.Bob.PostAsync(article, "A reply", parent);
        await site.Alice.PostAsync(article, "A reply to it", comment);
        await site.Alice.DoAsync("reactToComment", "ReactToCommentInput", "__typename", new { commentId = comment, kind = "LIKE" });
        await site.Bob.DoAsync("editComment", "EditCommentInput", "__typename", new { commentId = comment, body = "A better reply" });
        await site.Alice.DoAsync("reportComment", "ReportCommentInput", "__typename", new { commentId = comment, reason = "SPAM" });
        await site.Mod.DoAsync("pinComment", "PinCommentInput", "__typename", new { commentId = comment });
        await site.AdvertiserAsync();
        var campaign = await site.Admin.DraftAsync();
        var creative = await site.Admin.AddCreativeAsync(campaign);
        var author = (await site.Anybody.QueryAsync("query($id: ID!) { comment(id: $id) { author { id } } }", new { id = comment }))
            .GetProperty("comment").GetProperty("author").GetProperty("id").GetString()!;
        return new Roleplay(site, new MinimalDocuments(SchemaDocument.Current, new Dictionary<string, string>
        {
            ["articleId"] = article,
            ["commentId"] = comment,
            ["readerId"] = author,
            ["campaignId"] = campaign,
            ["creativeId"] = creative,
            ["ArticleBy.id"] = article,
            ["Query.node(id)"] = article,
            ["Query.nodes(ids)"] = comment,
            ["Query.comment(id)"] = comment,
            ["Query.campaign(id)"] = campaign,
            ["Query.creative(id)"] = creative,
            ["Moderation.reader(id)"] = author,
        }));
    }

    /// <summary>Somebody new with this role alone.</summary>
    public Person Somebody(string role) => Callers[role] is { } roles ? Site.Person($"somebody-{role}", roles) : Site.Anybody;

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
