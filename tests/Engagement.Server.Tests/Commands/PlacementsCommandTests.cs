using System.Text.Json;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Placements;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.Server.Tests.Commands;

public sealed class PlacementsCommandTests
{
    [Theory, EachEngine]
    public async Task A_wrong_sum_is_told_and_is_a_failure(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await site.AdvertiserAsync();
        var article = await site.ArticleAsync();
        var id = await site.ApprovedAsync(site.Manager("maria", "acme"));
        await site.Server.ServeAsync();
        using var reader = new Browser(site);
        await reader.SeeAsync("VIEWABLE", (await reader.Person.PlacedAsync(article)).Token());
        string[] verify =
            ["placements", "verify", "--config", $"Database:Provider={engine}", "--config", $"Database:ConnectionString={site.Server.Database.ConnectionString}"];

        var clean = await Shell.RunAsync(verify);
        await using (var db = site.Server.Database.OpenContext())
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Campaigns\" SET \"Billed\" = 7", TestContext.Current.CancellationToken);
        var found = await Shell.RunAsync(verify);
        var json = await Shell.RunAsync([.. verify, "--json"]);

        Assert.Equal((CommandLine.Success, "1 campaigns, 0 wrong sums\n"), (clean.ExitCode, clean.Output));
        Assert.Equal((CommandLine.Failure, $"{id}: billed is 7, counted 1\n1 campaigns, 1 wrong sums\n"), (found.ExitCode, found.Output));
        var report = JsonSerializer.Deserialize<JsonElement>(json.Output);
        var day = $"{DateTime.UtcNow:yyyy-MM-dd}";
        var export = await Shell.RunAsync(["placements", "export", "--campaign", id, "--day", day, .. verify[2..]]);
        var lines = export.Output.Split("\r\n");
        Assert.Equal("decided_at,counted_at,kind,outcome,invalid,article,slot,position,creative,nonce,seed", lines[0]);
        Assert.Equal([",IMPRESSION,NONE,,an-article,INLINE_TEXT,0,crv_", ",VIEWABLE,BILLED,,an-article,INLINE_TEXT,0,crv_"], lines[1..3].Select(AfterTimes));
        Assert.Equal(CommandLine.WrongUsage, (await Shell.RunAsync(["placements", "export", "--campaign", "nonsense", "--day", day, .. verify[2..]])).ExitCode);
        Assert.Equal((CommandLine.Failure, 1, 7), (json.ExitCode, report.GetProperty("campaigns").GetInt32(), report.GetProperty("mismatches")[0].GetProperty("stored").GetInt32()));
    }
    private static string AfterTimes(string line) => line[line.IndexOf(',', line.IndexOf(',', StringComparison.Ordinal) + 1)..(line.IndexOf("crv_", StringComparison.Ordinal) + 4)];
}
