using Engagement.Graph;
using Engagement.Server.Tests.Comments;
using Engagement.Server.Tests.Hosting;
using GraphQL;
using GraphQL.Types;
using GraphQL.Utilities;
using Xunit;

namespace Engagement.Server.Tests.Contract;

/// <summary>
/// What a mutation's description lists is what it can return: each listed error is provoked here, and
/// <see cref="DeclaredErrors"/> refuses any other in all tests of the server.
/// </summary>
public sealed class UserErrorTests
{
    [Theory, EachEngine]
    public async Task Each_listed_error_can_be_met(string engine)
    {
        await using var site = await Site.StartAsync(engine);
        await using var hurried = await Site.StartAsync(engine, null, "Pace:PostsPerMinute=1", "Pace:ReactionsPerMinute=1", "Pace:SharesPerMinute=1", "Pace:SharesPerAddress=1");
        var cases = await UserErrorCases.PrepareAsync(site, hurried);

        foreach (var (mutation, errors) in Listed())
            foreach (var error in errors)
            {
                var met = await cases.ProvokeAsync(mutation, error);
                Assert.Equal((mutation, error), (mutation, met.GetProperty("__typename").GetString()));
            }
    }

    [Fact]
    public async Task An_error_that_is_not_listed_would_be_noticed()
    {
        await using var site = await Site.StartAsync(Engines.Sqlite, new ServerSetup
        {
            Services = services => services.AddGraphQL(graph => graph.AddSchemaVisitor<ForgetNotTheAuthor>()),
        });
        var comment = await site.Alice.PostAsync(await site.ArticleAsync(), "Mine");

        var answer = await site.Server.Client.AskAsync(
            "mutation($id: ID!) { deleteComment(input: {commentId: $id}) { errors { code } } }", new { id = comment }, site.Bob.Token);

        Assert.Equal("INTERNAL", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Contains(site.Server.Logs.Lines, l => l.Text.Contains("deleteComment returned NotTheAuthor", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_mutation_lists_errors_that_the_schema_has()
    {
        var known = SchemaDocument.Current.ObjectsOf("UserError");

        foreach (var (mutation, errors) in Listed())
        {
            Assert.True(errors.Count > 0, $"{mutation} lists no errors.");
            Assert.Subset(known.ToHashSet(), errors.ToHashSet());
            Assert.Equal(errors.Distinct(), errors);
        }
        Assert.Equal(known.Order(), Listed().SelectMany(m => m.Errors).Distinct().Order());
    }

    [Fact]
    public void Each_error_of_the_source_is_a_type_of_the_schema_with_its_code_and_fields_in_the_table()
    {
        var inSource = typeof(UserError).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(UserError)) && !t.IsAbstract).ToList();
        var shared = SchemaDocument.Current.FieldsOf("UserError").Select(SchemaDocument.NameOf);
        var expected = SchemaDocument.Current.ObjectsOf("UserError")
            .Select(t => (UserError.CodeOf(inSource.Single(e => e.Name == t)), SchemaDocument.Current.FieldsOf(t).Select(SchemaDocument.NameOf).Except(shared).Order()))
            .Select(e => $"{e.Item1}: {string.Join(", ", e.Item2)}");

        Assert.Equal(inSource.Select(e => e.Name).Order(), SchemaDocument.Current.ObjectsOf("UserError").Order());
        Assert.Equal(expected.Order(), ContractText.TypedErrors.Select(e => $"{e.Code}: {string.Join(", ", e.Adds.Order())}").Order());
    }

    private static IEnumerable<(string Mutation, IReadOnlyList<string> Errors)> Listed() =>
        SchemaDocument.Current.FieldsOf("Mutation").Select(f => (SchemaDocument.NameOf(f), DeclaredErrors.In(SchemaDocument.TextOf(f))));

    private sealed class ForgetNotTheAuthor : BaseSchemaNodeVisitor
    {
        public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
        {
            if (field.Name == "deleteComment")
                field.Description = "Errors: NotFound.";
        }
    }
}
