using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Placements;
using Engagement.Server.Tests.Shares;

namespace Engagement.Server.Tests.Contract;

/// <summary>For each mutation and each error that it lists: a call that is answered so.</summary>
internal sealed class UserErrorCases
{
    private const string UnknownArticle = "art_0000000000001", UnknownComment = "cmt_00000000000011", UnknownReader = "rdr_0000000000001", UnknownCampaign = "cmp_0000000000001", UnknownCreative = "crv_0000000000001";
    private static readonly string TooLong = new('x', 501);

    private readonly Dictionary<string, Func<Task<JsonElement>>> _cases = [];
    private readonly SchemaDocument _schema = SchemaDocument.Current;

    private UserErrorCases() { }

    /// <summary>The only error that the case is answered with.</summary>
    /// <exception cref="KeyNotFoundException">There is no case: write one.</exception>
    public Task<JsonElement> ProvokeAsync(string mutation, string error) => _cases[$"{mutation} {error}"]();

    public static async Task<UserErrorCases> PrepareAsync(Site site, Site hurried)
    {
        var cases = new UserErrorCases();
        await cases.AddInputsAsync(site);
        await cases.AddRightsAsync(site);
        await cases.AddStatesAsync(site);
        await cases.AddPaceAsync(hurried);
        await cases.AddCampaignsAsync(site);
        return cases;
    }

    private async Task AddInputsAsync(Site site)
    {
        var article = await site.ArticleAsync("inputs");
        var (mine, body, kind, reason, state) = (await site.Alice.PostAsync(article, "Mine"), "x", "LIKE", "SPAM", "OPEN");
        for (var i = 0; i < 3; i++)
            await CallAsync(site.Mod, "pinComment", new { commentId = await site.Alice.PostAsync(article, $"Pin {i}") });

        Add("postComment InvalidInput", site.Alice, new { articleId = article, body = " " });
        Add("editComment InvalidInput", site.Alice, new { commentId = mine, body = " " });
        Add("reportComment InvalidInput", site.Bob, new { commentId = mine, reason, details = TooLong });
        Add("removeComment InvalidInput", site.Mod, new { commentId = mine, reason, note = TooLong });
        Add("restoreComment InvalidInput", site.Mod, new { commentId = mine, note = TooLong });
        Add("approveComment InvalidInput", site.Mod, new { commentId = mine, note = TooLong });
        Add("pinComment InvalidInput", site.Mod, new { commentId = mine });
        Add("setCommenting InvalidInput", site.Mod, new { articleId = article, state, message = TooLong });
        Add("banReader InvalidInput", site.Mod, new { readerId = UnknownReader, reason, note = TooLong });
        Add("unbanReader InvalidInput", site.Mod, new { readerId = UnknownReader, note = TooLong });
        Add("registerArticles InvalidInput", site.Publisher, new { articles = new[] { new { key = "", url = "https://news.example/x", title = "x" } } });
        Add("postComment InvalidTicket", site.Alice, new { ticket = "x", body });
        Add("describeChannel InvalidInput", site.Publisher, new { name = "/news", description = "x" });
        Add("mergeArticles InvalidInput", site.Publisher, new { fromKey = "", intoKey = "inputs" });
        Add("mergeArticles NotFound", site.Publisher, new { fromKey = "unknown", intoKey = "inputs" });
        Add("postComment NotFound", site.Alice, new { articleId = UnknownArticle, body });
        Add("editComment NotFound", site.Alice, new { commentId = UnknownComment, body });
        Add("reactToComment NotFound", site.Alice, new { commentId = UnknownComment, kind });
        Add("reactToArticle NotFound", site.Alice, new { articleId = UnknownArticle, kind });
        Add("removeArticleReaction NotFound", site.Alice, new { articleId = UnknownArticle });
        Add("recordShare InvalidInput", site.Alice, new { articleId = article, channel = "X", idempotencyKey = TooLong });
        Add("recordShare NotFound", site.Alice, new { articleId = UnknownArticle, channel = "X" });
        Add("recordVisit NotFound", site.Alice, new { code = "000000000x" });
        Add("replaceShareCode NotFound", site.Publisher, new { articleId = UnknownArticle });
        Add("setCommenting NotFound", site.Mod, new { articleId = UnknownArticle, state });
        Add("banReader NotFound", site.Mod, new { readerId = UnknownReader, reason });
        Add("unbanReader NotFound", site.Mod, new { readerId = UnknownReader });
        foreach (var mutation in new[] { "deleteComment", "removeReaction", "restoreComment", "approveComment", "pinComment", "unpinComment" })
            Add($"{mutation} NotFound", site.Mod, new { commentId = UnknownComment });
        foreach (var mutation in new[] { "reportComment", "removeComment" })
            Add($"{mutation} NotFound", site.Mod, new { commentId = UnknownComment, reason });
    }

    private async Task AddRightsAsync(Site site)
    {
        var article = await site.ArticleAsync("rights");
        var (mine, body, kind, reason) = (await site.Alice.PostAsync(article, "Mine"), "x", "LIKE", "SPAM");
        var (staff, staffReader) = await PostAsync(site.Publisher, article);
        var troll = site.Person("troll");
        var (trolls, trollReader) = await PostAsync(troll, article);
        await CallAsync(site.Mod, "banReader", new { readerId = trollReader, reason });

        Add("editComment NotTheAuthor", site.Bob, new { commentId = mine, body });
        Add("deleteComment NotTheAuthor", site.Bob, new { commentId = mine });
        Add("postComment Banned", troll, new { articleId = article, body });
        Add("editComment Banned", troll, new { commentId = trolls, body });
        Add("reactToComment Banned", troll, new { commentId = mine, kind });
        Add("reactToArticle Banned", troll, new { articleId = article, kind });
        Add("removeArticleReaction Banned", troll, new { articleId = article });
        Add("removeReaction Banned", troll, new { commentId = mine });
        Add("reportComment Banned", troll, new { commentId = mine, reason });
        Add("removeComment NotAllowed", site.Mod, new { commentId = staff, reason });
        foreach (var mutation in new[] { "restoreComment", "approveComment", "pinComment", "unpinComment" })
            Add($"{mutation} NotAllowed", site.Mod, new { commentId = staff });
        Add("banReader NotAllowed", site.Mod, new { readerId = staffReader, reason });
        Add("unbanReader NotAllowed", site.Mod, new { readerId = staffReader });
    }

    private async Task AddStatesAsync(Site site)
    {
        var (open, closed, premoderated) = (await site.ArticleAsync("open"), await site.ArticleAsync("closed"), await site.ArticleAsync("premoderated"));
        var (inClosed, inPremoderated) = (await site.Alice.PostAsync(closed, "Early"), await site.Alice.PostAsync(premoderated, "Early"));
        await CallAsync(site.Mod, "setCommenting", new { articleId = closed, state = "CLOSED" });
        await CallAsync(site.Mod, "setCommenting", new { articleId = premoderated, state = "PREMODERATED" });
        var (removed, deleted) = (await site.Alice.PostAsync(open, "Removed"), await site.Alice.PostAsync(open, "Deleted"));
        await CallAsync(site.Mod, "removeComment", new { commentId = removed, reason = "SPAM" });
        await CallAsync(site.Alice, "deleteComment", new { commentId = deleted });
        await site.Alice.PostAsync(open, "Once", idempotencyKey: "key");

        Add("mergeArticles BothHaveComments", site.Publisher, new { fromKey = "closed", intoKey = "premoderated" });
        Add("postComment ThreadClosed", site.Bob, new { articleId = closed, body = "x" });
        Add("editComment ThreadClosed", site.Alice, new { commentId = inClosed, body = "x" });
        Add("editComment EditWindowOver", site.Alice, new { commentId = inPremoderated, body = "x" });
        Add("postComment IdempotencyKeyReused", site.Alice, new { articleId = open, body = "Other", idempotencyKey = "key" });
        await CallAsync(site.Alice, "recordShare", new { articleId = open, channel = "X", idempotencyKey = "share" });
        Add("recordShare IdempotencyKeyReused", site.Alice, new { articleId = open, channel = "EMAIL", idempotencyKey = "share" });
        Add("removeComment Conflict", site.Mod, new { commentId = deleted, reason = "SPAM" });
        Add("restoreComment Conflict", site.Mod, new { commentId = deleted });
        Add("approveComment Conflict", site.Mod, new { commentId = removed });
        Add("pinComment Conflict", site.Mod, new { commentId = removed });
    }

    /// <param name="hurried">Where a reader may write once a minute.</param>
    private async Task AddPaceAsync(Site hurried)
    {
        var article = await hurried.ArticleAsync("pace");
        var comment = await hurried.Alice.PostAsync(article, "First");
        await CallAsync(hurried.Alice, "reactToComment", new { commentId = comment, kind = "LIKE" });

        var shared = await hurried.SharedUrlAsync(article);
        await CallAsync(hurried.Alice, "recordShare", new { articleId = article, channel = "X" });

        Add("reportPlacement TooFast", hurried.Alice, new { token = new string('A', 106).Remove(0, 2).Insert(0, "AQ"), reason = "SPAM" });
        Add("recordShare TooFast", hurried.Alice, new { articleId = article, channel = "EMAIL" });
        Add("recordVisit TooFast", hurried.Alice, new { code = shared[^10..] });
        Add("postComment TooFast", hurried.Alice, new { articleId = article, body = "Second" });
        Add("editComment TooFast", hurried.Alice, new { commentId = comment, body = "Other" });
        Add("reactToComment TooFast", hurried.Alice, new { commentId = comment, kind = "AGREE" });
        Add("reactToArticle TooFast", hurried.Alice, new { articleId = article, kind = "AGREE" });
        Add("removeArticleReaction TooFast", hurried.Alice, new { articleId = article });
        Add("removeReaction TooFast", hurried.Alice, new { commentId = comment });
        Add("reportComment TooFast", hurried.Alice, new { commentId = comment, reason = "SPAM" });
    }

    private async Task AddCampaignsAsync(Site site)
    {
        await site.AdvertiserAsync();
        var maria = site.Manager("maria", "acme");
        var (draft, finished) = (await maria.DraftAsync(), await site.ApprovedAsync(maria));
        await maria.MoveAsync(finished, "FINISHED");
        var creativeId = await maria.AddCreativeAsync(draft);
        await maria.MoveAsync(draft, "IN_REVIEW");
        var shown = (await maria.ReadAsync(finished, "creatives { id }")).GetProperty("creatives")[0].GetProperty("id").GetString();
        var (campaign, creative, wrong, unlabelled) = (Desk.Campaign(), Desk.Creative(), Desk.Campaign(("total", 0)), Desk.Creative(("label", "")));
        await maria.DoAsync("createCampaign", "CreateCampaignInput", "__typename", new { advertiser = "acme", campaign, idempotencyKey = "campaign" });
        await maria.DoAsync("addCreative", "AddCreativeInput", "__typename", new { campaignId = draft, creative, idempotencyKey = "creative" });

        await site.ApprovedAsync(maria);
        await site.Server.ServeAsync();
        var (placed, banned) = ((await site.Alice.PlacedAsync(await site.ArticleAsync("placed"))).Token(), site.Person("banned from reporting"));
        await CallAsync(banned, "reportPlacement", new { token = placed, reason = "SPAM" });
        await CallAsync(site.Mod, "banReader", new { readerId = (await banned.QueryAsync("{ viewer { reader { id } } }")).GetProperty("viewer").GetProperty("reader").GetProperty("id").GetString(), reason = "SPAM" });
        Add("reportPlacement InvalidInput", site.Alice, new { token = placed, reason = "SPAM", details = TooLong });
        Add("reportPlacement NotFound", site.Alice, new { token = "x", reason = "SPAM" });
        Add("reportPlacement Banned", banned, new { token = placed, reason = "SPAM" });
        Add("closePlacementReports NotFound", site.Mod, new { creativeId = UnknownCreative });
        Add("recordPlacementEvents InvalidInput", site.Anybody, new { events = new[] { new { token = "x", kind = "VIEWABLE" } } });
        Add("setPlacementSlot InvalidInput", site.Publisher, new { key = "inline", format = "LINE", positions = 1 });
        Add("setAdvertiser InvalidInput", site.Admin, new { key = "", name = "Acme" });
        Add("createCampaign InvalidInput", maria, new { advertiser = "acme", campaign = wrong });
        Add("createCampaign NotFound", maria, new { advertiser = "rival", campaign });
        Add("createCampaign IdempotencyKeyReused", maria, new { advertiser = "acme", campaign = Desk.Campaign(("name", "Other")), idempotencyKey = "campaign" });
        Add("updateCampaign InvalidInput", maria, new { campaignId = draft, campaign = wrong });
        Add("updateCampaign NotFound", maria, new { campaignId = UnknownCampaign, campaign });
        Add("updateCampaign NotAllowed", maria, new { campaignId = finished, campaign = Desk.Campaign(("name", "Other")) });
        Add("moveCampaign InvalidInput", maria, new { campaignId = finished, to = "LIVE" });
        Add("moveCampaign NotFound", maria, new { campaignId = UnknownCampaign, to = "LIVE" });
        Add("moveCampaign NotAllowed", maria, new { campaignId = draft, to = "APPROVED" });
        Add("moveCampaign Conflict", maria, new { campaignId = draft, to = "DRAFT", seenStep = 1 });
        Add("addCreative InvalidInput", maria, new { campaignId = draft, creative = unlabelled });
        Add("addCreative NotFound", maria, new { campaignId = UnknownCampaign, creative });
        Add("addCreative NotAllowed", maria, new { campaignId = finished, creative });
        Add("addCreative IdempotencyKeyReused", maria, new { campaignId = draft, creative = Desk.Creative(("headline", "Other")), idempotencyKey = "creative" });
        Add("replaceCreative InvalidInput", maria, new { creativeId, creative = unlabelled });
        Add("replaceCreative NotFound", maria, new { creativeId = UnknownCreative, creative });
        Add("replaceCreative NotAllowed", maria, new { creativeId = shown, creative });
        Add("removeCreative NotAllowed", maria, new { creativeId = shown });
        Add("removeCreative NotFound", maria, new { creativeId = UnknownCreative });
    }

    private void Add(string name, Person who, object input)
    {
        var mutation = name.Split(' ')[0];
        _cases.Add(name, () => who.RefusedAsync(mutation, InputType(mutation), input));
    }

    private Task<JsonElement> CallAsync(Person who, string mutation, object input) => who.DoAsync(mutation, InputType(mutation), "__typename", input);

    private static async Task<(string Comment, string Reader)> PostAsync(Person who, string article)
    {
        var comment = await who.PostAsync(article, "Mine");
        var reader = (await who.QueryAsync("{ viewer { reader { id } } }")).GetProperty("viewer").GetProperty("reader").GetProperty("id").GetString()!;
        return (comment, reader);
    }

    private string InputType(string mutation) =>
        SchemaDocument.NamedType(_schema.FieldsOf("Mutation").Single(f => SchemaDocument.NameOf(f) == mutation).Arguments![0].Type);
}
