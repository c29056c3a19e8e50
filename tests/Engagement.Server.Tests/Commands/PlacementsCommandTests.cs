using System.Text.Json;
using Engagement.Placements.Tokens;
using Engagement.Server.Commands;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using Engagement.Server.Tests.Placements;
using Engagement.Server.Tests.Placements.Reports;
using Engagement.Server.Tests.Shares;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
        Assert.Equal((CommandLine.Failure, 1, 7), (json.ExitCode, report.GetProperty("campaigns").GetInt32(), report.GetProperty("mismatches")[0].GetProperty("stored").GetInt32()));
    }

    [Theory, EachEngine]
    public async Task An_auditor_reads_each_event_of_a_day_with_the_seed_of_its_decision(string engine)
    {
        await using var delivered = await Delivered.StartAsync(engine);
        var (site, first) = (delivered.Site, $"INLINE_TEXT,0,{delivered.Creatives[0]}");
        var read = await ExportAsync("2026-11-30");
        Assert.Equal((CommandLine.Success, ""), (read.ExitCode, read.Error));
        Assert.Equal("decided_at,counted_at,kind,outcome,invalid,is_measured,article,slot,position,creative,nonce,seed", Lines(read)[0]);
        Assert.All(Lines(read)[1..], line => Assert.Matches("^2026-11-30T12:00:00[^,]*Z,2026-11-30T12:00:0.[^,]*Z,[^']*,[0-9]+,[0-9]+$", line));
        Assert.Equal(
            [
                $"CLICK,NONE,,,one,{first}", $"CLICK,NONE,CRAWLER,,one,{first}",
                $"IMPRESSION,NONE,,false,one,{first}", $"IMPRESSION,NONE,,true,one,{first}", $"IMPRESSION,NONE,,true,one,{first}", $"IMPRESSION,NONE,,true,three,RELATED_NEWS,0,{delivered.Creatives[0]}",
                $"VIEWABLE,BILLED,,,one,{first}", $"VIEWABLE,BILLED,,,one,{first}", $"VIEWABLE,BILLED,,,three,RELATED_NEWS,0,{delivered.Creatives[0]}",
            ],
            Lines(read)[1..].Select(line => string.Join(',', line.Split(',')[2..10])).Order(StringComparer.Ordinal));

        var token = PlacementToken.Read(delivered.Token)! with { Seed = ulong.MaxValue, Nonce = PlacementToken.NewNonce() };
        using var reader = new Browser(site);
        Assert.Equal(1, await reader.SeeAsync("IMPRESSION", token.Sign(await site.Server.Services.GetRequiredService<PlacementKeys>().OfAsync(token.At, TestContext.Current.CancellationToken))));
        var second = Lines(await ExportAsync("2026-12-01"));
        Assert.Contains(second, line => line.EndsWith($",{token.Nonce},18446744073709551615", StringComparison.Ordinal));
        Assert.Single(second, line => line.Contains(",VIEWABLE,OVER_DELIVERY,", StringComparison.Ordinal));

        var old = await ExportAsync("2020-01-01");
        Assert.Equal((CommandLine.Success, 1), (old.ExitCode, Lines(old).Length));
        Assert.Contains("may be deleted already", old.Error, StringComparison.Ordinal);
        Assert.Equal(CommandLine.Failure, (await ExportAsync("2026-11-30", "cmp_0000000000001")).ExitCode);
        Assert.Equal(CommandLine.WrongUsage, (await ExportAsync("2026-11-30", "nonsense")).ExitCode);

        Task<Finished> ExportAsync(string day, string? campaign = null) => Shell.RunAsync(
            "placements", "export", "--campaign", campaign ?? delivered.Campaign, "--day", day,
            "--config", $"Database:Provider={engine}", "--config", $"Database:ConnectionString={site.Server.Database.ConnectionString}");
    }

    private static string[] Lines(Finished export) => export.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
