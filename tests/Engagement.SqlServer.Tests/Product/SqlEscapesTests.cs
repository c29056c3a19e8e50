using Xunit;

namespace Engagement.SqlServer.Tests.Product;

public sealed class SqlEscapesTests
{
    [Fact]
    public void No_SQL_text_passes_the_capture() => Assert.Empty(ProductCode.Assemblies.SelectMany(SqlEscapes.Of));

    [Fact]
    public void The_product_is_looked_at() =>
        Assert.Equal(["Engagement", "Engagement.Redis", "Engagement.Server", "Engagement.Transport"], ProductCode.Assemblies);

    [Fact]
    public void Text_past_the_doors_is_found()
    {
        var found = SqlEscapes.Of(typeof(SqlEscapesTests).Assembly.GetName().Name!); // an assembly has a name
        Assert.Contains(found, f => f.StartsWith("CaptureTests.cs", StringComparison.Ordinal) && f.EndsWith("set_CommandText", StringComparison.Ordinal));
        Assert.Contains(found, f => f.StartsWith("QueryShadowTests.cs", StringComparison.Ordinal) && f.EndsWith("FromSqlRaw", StringComparison.Ordinal));
        Assert.Contains(found, f => f.StartsWith("ProductShadow.cs", StringComparison.Ordinal) && f.EndsWith("ExecuteSqlRaw", StringComparison.Ordinal));
    }
}
