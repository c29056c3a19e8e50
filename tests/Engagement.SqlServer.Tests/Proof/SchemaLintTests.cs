using Engagement.SqlServer.Tests.Lint;
using Xunit;

namespace Engagement.SqlServer.Tests.Proof;

public sealed class SchemaLintTests
{
    private const string Reader = "CREATE TABLE [Readers] ([Id] bigint NOT NULL, [Name] nvarchar(450) NULL, CONSTRAINT [PK_R] PRIMARY KEY ([Id]))";

    [Theory]
    [InlineData("CASCADE", "CASCADE", "a delete in Readers comes to Reactions by more than one way")]
    [InlineData("SET NULL", "CASCADE", "a delete in Readers comes to Reactions by more than one way")]
    [InlineData("NO ACTION", "CASCADE", null)]
    public void Two_ways_of_a_delete_are_found(string first, string second, string? message) => AssertFound(message,
        Reader,
        $"CREATE TABLE [Comments] ([Id] bigint NOT NULL, [By] bigint NULL, CONSTRAINT [C] FOREIGN KEY ([By]) REFERENCES [Readers] ([Id]) ON DELETE {first})",
        "CREATE TABLE [Reactions] ([On] bigint NOT NULL, [By] bigint NOT NULL, "
            + $"CONSTRAINT [A] FOREIGN KEY ([On]) REFERENCES [Comments] ([Id]) ON DELETE {second}, "
            + $"CONSTRAINT [B] FOREIGN KEY ([By]) REFERENCES [Readers] ([Id]) ON DELETE {second})");

    [Fact]
    public void A_delete_that_comes_back_is_found() => AssertFound(
        "a delete in Comments comes to Comments by more than one way",
        "CREATE TABLE [Comments] ([Id] bigint NOT NULL, [Parent] bigint NULL, CONSTRAINT [C] FOREIGN KEY ([Parent]) REFERENCES [Comments] ([Id]) ON DELETE CASCADE)");

    [Theory]
    [InlineData("CREATE INDEX [IX] ON [Readers] ([Name], [Id])", null)]
    [InlineData("CREATE INDEX [IX] ON [Readers] ([Name], [Title])", "the key IX may have 1800 bytes, 1700 are allowed")]
    public void A_key_that_is_too_large_is_found(string index, string? message) =>
        AssertFound(message, Reader.Replace("NULL,", "NULL, [Title] nvarchar(450) NULL,"), index);

    [Fact]
    public void A_primary_key_that_is_too_large_is_found() => AssertFound(
        "the key PK_R may have 908 bytes, 900 are allowed", Reader.Replace("([Id])", "([Id], [Name])"));

    [Fact]
    public void Text_without_a_bound_is_no_key() =>
        Assert.Single(new SchemaLint([Reader.Replace("450", "max"), "CREATE INDEX [IX] ON [Readers] ([Name])"]).Look());

    private static void AssertFound(string? message, params string[] schema) =>
        Assert.Equal(message is null ? [] : [message], new SchemaLint(schema).Look().Select(f => f.Message));
}
