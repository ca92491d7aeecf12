using Registry.Testing;

namespace Registry.Store.Tests.Clusters;

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task Every_test_class_has_a_database_of_its_own()
    {
        await using var one = await TestDatabase.Create();
        await using var other = await TestDatabase.Create();

        await one.Execute("create table only_here(n int)");

        Assert.NotEqual(one.Name, other.Name);
        Assert.Equal(DBNull.Value, await other.Execute("select to_regclass('only_here')::text"));
    }
}
