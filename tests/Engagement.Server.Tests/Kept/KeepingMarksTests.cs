using System.Net.Http.Headers;
using Engagement.Graph;
using Engagement.Server.Tests.Contract;
using Engagement.Server.Tests.Discovery;
using Engagement.Server.Tests.Hosting;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Engagement.Server.Tests.Kept;

/// <summary>Every field of the schema that a query reaches: what is not marked as everybody's is stored nowhere.</summary>
public sealed class KeepingMarksTests
{
    [Theory, EachEngine]
    public async Task A_field_without_a_mark_is_answered_with_no_store(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        var schema = play.Site.Server.Services.GetRequiredService<ISchema>();
        var wrong = new List<string>();
        foreach (var (type, way) in play.Documents.Ways((_, _) => true))
            foreach (var field in SchemaDocument.Current.FieldsOf(type).Select(SchemaDocument.NameOf))
            {
                var answer = await GetAsync(play, MinimalDocuments.Query(way, play.Documents.Selection(type, name => name == field)));
                if (!IsMarked(schema, type, field) && answer?.NoStore is not true)
                    wrong.Add($"{type}.{field}: {answer}");
            }

        Assert.Empty(wrong);
    }

    [Theory, EachEngine]
    public async Task Fields_that_are_marked_all_the_way_are_public(string engine)
    {
        await using var play = await Roleplay.StartAsync(engine);
        await play.Site.RegisterAsync(Press.Article("named", channels: ["minimal"], keywords: ["minimal"], companies: ["minimal"])); // what is not found is nobody else's
        var schema = play.Site.Server.Services.GetRequiredService<ISchema>();
        var (asked, wrong) = (0, new List<string>());
        foreach (var (type, way) in play.Documents.Ways((type, field) => IsMarked(schema, type, field)).Where(w => w.Key != "Query"))
        {
            var document = MinimalDocuments.Query(way, $"__typename {play.Documents.Selection(type, field => IsMarked(schema, type, field))}");
            if (await GetAsync(play, document) is not { Public: true } answer)
                wrong.Add(document);
            asked++;
        }

        Assert.InRange(asked, 10, int.MaxValue);
        Assert.Empty(wrong);
    }

    private static bool IsMarked(ISchema schema, string type, string field) =>
        schema.AllTypes[type] is IComplexGraphType complex && complex.GetField(field) is { } definition && CacheableAttribute.Of(definition) is not null;

    private static async Task<CacheControlHeaderValue?> GetAsync(Roleplay play, string document)
    {
        using var answer = await play.Site.Server.Http.GetAsync($"graphql?query={Uri.EscapeDataString(document)}", TestContext.Current.CancellationToken);
        return answer.Headers.CacheControl;
    }
}
