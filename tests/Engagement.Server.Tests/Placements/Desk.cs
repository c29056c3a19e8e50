using System.Text.Json;
using Engagement.Server.Tests.Comments;
using Xunit;

namespace Engagement.Server.Tests.Placements;

/// <summary>Runs campaigns as sponsors' managers do. Unless a test says otherwise they run today, in INLINE_TEXT, beside everything.</summary>
internal static class Desk
{
    /// <summary>Puts in an advertiser.</summary>
    public static Task AdvertiserAsync(this Site site, string key = "acme", string name = "Acme") =>
        site.Admin.DoAsync("setAdvertiser", "SetAdvertiserInput", "__typename", new { key, name });

    /// <summary>Puts in the advertiser acme; its manager.</summary>
    public static async Task<Person> ManagerAsync(this Site site)
    {
        await site.AdvertiserAsync();
        return site.Manager("maria", "acme");
    }

    /// <summary>A campaign as input, with what a test changes of it.</summary>
    public static Dictionary<string, object?> Campaign(params ReadOnlySpan<(string Field, object? Value)> changes)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        return With(new()
        {
            ["name"] = "A campaign", ["goal"] = "VIEWABLE_IMPRESSIONS", ["total"] = 1_000, ["tier"] = "GUARANTEED",
            ["price"] = new { model = "CPM", amountMinor = 2_500, currency = "EUR", orderNumber = "4711" },
            ["startsOn"] = $"{today:O}", ["endsOn"] = $"{today.AddDays(30):O}", ["slots"] = new[] { "INLINE_TEXT" }, ["political"] = false,
        }, changes);
    }

    /// <summary>A creative as input, with what a test changes of it.</summary>
    public static Dictionary<string, object?> Creative(params ReadOnlySpan<(string Field, object? Value)> changes) => With(new()
    {
        ["kind"] = "WEBINAR", ["headline"] = "[Webinar] Behavioural Biometrics", ["landingUrl"] = "https://acme.example/webinar?id=7",
    }, changes);

    /// <summary>Makes a draft; its id.</summary>
    public static async Task<string> DraftAsync(this Person manager, Dictionary<string, object?>? campaign = null, string advertiser = "acme") =>
        (await manager.DoAsync("createCampaign", "CreateCampaignInput", "campaign { id }", new { advertiser, campaign = campaign ?? Campaign() }))
            .GetProperty("campaign").GetProperty("id").GetString()!;

    /// <summary>Adds a creative; its id.</summary>
    public static async Task<string> AddCreativeAsync(this Person manager, string campaignId, Dictionary<string, object?>? creative = null) =>
        (await manager.DoAsync("addCreative", "AddCreativeInput", "campaign { creatives { id } }", new { campaignId, creative = creative ?? Creative() }))
            .GetProperty("campaign").GetProperty("creatives").EnumerateArray().Last().GetProperty("id").GetString()!;

    /// <summary>Moves a campaign, and approves it as it is; the state that it is in then.</summary>
    public static async Task<string> MoveAsync(this Person who, string campaignId, string to, string? note = null) =>
        (await who.DoAsync("moveCampaign", "MoveCampaignInput", "campaign { state }", new { campaignId, to, note, seenStep = to == "APPROVED" ? await who.LastStepAsync(campaignId) : (int?)null }))
            .GetProperty("campaign").GetProperty("state").GetString()!;

    /// <summary>The number of the campaign's newest step.</summary>
    public static async Task<int> LastStepAsync(this Person who, string campaignId) =>
        (await who.ReadAsync(campaignId, "steps { number }")).GetProperty("steps")[0].GetProperty("number").GetInt32();

    /// <summary>Makes a campaign with a creative and has it approved; its id.</summary>
    public static async Task<string> ApprovedAsync(this Site site, Person manager, Dictionary<string, object?>? campaign = null, Dictionary<string, object?>? creative = null, string advertiser = "acme")
    {
        var id = await manager.DraftAsync(campaign, advertiser);
        await manager.AddCreativeAsync(id, creative);
        await manager.MoveAsync(id, "IN_REVIEW");
        await site.Admin.MoveAsync(id, "APPROVED");
        return id;
    }

    /// <summary>A campaign as its manager reads it.</summary>
    public static async Task<JsonElement> ReadAsync(this Person manager, string campaignId, string selection) =>
        (await manager.QueryAsync($"query($id: ID!) {{ campaign(id: $id) {{ {selection} }} }}", new { id = campaignId })).GetProperty("campaign");

    /// <summary>Of a refusal.</summary>
    public static string? Code(JsonElement error) => error.GetProperty("code").GetString();

    public static void AssertRefused(string path, string problem, JsonElement error) => Assert.Equal(
        (path, problem), (string.Join('.', error.GetProperty("path").EnumerateArray().Select(p => p.GetString())), error.GetProperty("problem").GetString()));

    private static Dictionary<string, object?> With(Dictionary<string, object?> input, ReadOnlySpan<(string Field, object? Value)> changes)
    {
        foreach (var (field, value) in changes)
            input[field] = value;
        return input;
    }
}
