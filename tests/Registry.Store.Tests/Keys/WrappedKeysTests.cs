using System.Security.Cryptography;
using Npgsql;
using Registry.Domain.Secrecy;
using Registry.Store.Keys;
using Registry.Store.Schema;
using Registry.Testing;

namespace Registry.Store.Tests.Keys;

public sealed class WrappedKeysTests : IAsyncLifetime
{
    private TestDatabase? database;
    private NpgsqlDataSource? source;

    private TestDatabase Database => database ?? throw new InvalidOperationException("not started");

    private WrappedKeys Keys => new(source ?? throw new InvalidOperationException("not started"));

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create();
        await KeysSchema.Apply(database.Superuser);
        source = NpgsqlDataSource.Create(database.As(KeysSchema.Role));
    }

    public async ValueTask DisposeAsync()
    {
        if (source is not null)
            await source.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task A_subject_key_is_found_as_it_was_added_and_never_replaced()
    {
        var subject = Guid.NewGuid();
        var key = Key(3);
        Assert.Null(await Keys.FindSubject(subject, default));

        await Keys.AddSubject(subject, key, default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Keys.AddSubject(subject, Key(3), default));

        Same(key, await Keys.FindSubject(subject, default));
    }

    [Fact]
    public async Task A_destroyed_key_is_gone()
    {
        var subject = Guid.NewGuid();
        await Keys.AddSubject(subject, Key(1), default);

        Assert.True(await Keys.DestroySubject(subject, default));

        Assert.Null(await Keys.FindSubject(subject, default));
        Assert.False(await Keys.DestroySubject(subject, default));
    }

    [Fact]
    public async Task Of_processes_that_make_a_service_key_at_once_all_get_the_one_that_stands()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Keys.AddService("facts", Key(1), default)));

        var standing = await Keys.FindService("facts", default);
        Assert.All(made, key => Same(standing, key));
    }

    [Fact]
    public async Task The_newest_epoch_of_a_service_key_is_found()
    {
        var newer = Key(2);
        await Keys.AddService("facts", newer, default);
        await Keys.AddService("facts", Key(1), default);

        Same(newer, await Keys.FindService("facts", default));
        Assert.Null(await Keys.FindService("index", default));
    }

    [Fact]
    public async Task Applying_again_keeps_the_keys()
    {
        var subject = Guid.NewGuid();
        await Keys.AddSubject(subject, Key(1), default);

        await KeysSchema.Apply(Database.Superuser);

        Assert.NotNull(await Keys.FindSubject(subject, default));
    }

    [Theory]
    [InlineData("truncate keys.subject_key")]
    [InlineData("update keys.subject_key set commitment = 'x'")]
    [InlineData("update keys.subject_key set subject = gen_random_uuid()")]
    [InlineData("update keys.service_key set wrapped = 'x'")]
    [InlineData("create table keys.more(n int)")]
    [InlineData("create temp table more(n int)")]
    [InlineData("drop table keys.subject_key")]
    public async Task The_login_of_the_key_table_is_refused_what_its_duty_does_not_need(string sql)
    {
        await using var login = NpgsqlDataSource.Create(Database.As(KeysSchema.Role));
        await using var command = login.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static WrappedKey Key(int epoch) => new(epoch, RandomNumberGenerator.GetBytes(40), RandomNumberGenerator.GetBytes(32));

    private static void Same(WrappedKey? expected, WrappedKey? actual)
    {
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected.Epoch, actual.Epoch);
        Assert.Equal(expected.Wrapped, actual.Wrapped);
        Assert.Equal(expected.Commitment, actual.Commitment);
    }
}
