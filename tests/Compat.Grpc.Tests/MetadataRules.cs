using System.Globalization;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.Core;

namespace Compat.Grpc.Tests;

/// <summary>What travels beside the messages.</summary>
public sealed class MetadataRules
{
    [Fact]
    public void Keeps_keys_in_lower_case_and_finds_them_in_any()
    {
        var metadata = new Metadata { { "Some-Key.1_x", "value" } };

        Assert.Equal("some-key.1_x", metadata[0].Key);
        Assert.Equal("value", metadata.GetValue("SOME-KEY.1_X"));
        Assert.Null(metadata.GetValue("other"));
        Assert.Null(metadata.GetValueBytes("other-bin"));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("colon:")]
    [InlineData("ümlaut")]
    [InlineData("line\n")]
    public void Refuses_keys_that_are_no_keys(string key) => Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Fact]
    public void Holds_bytes_under_bin_keys_and_text_under_others()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key", [1]));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key-bin", "text"));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("key", (string)null!));
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("key-BIN", [1]).Value);
        Assert.Equal("text"u8.ToArray(), new Metadata.Entry("key", "text").ValueBytes);
    }

    [Fact]
    public void Cannot_be_changed_through_the_bytes_it_took_or_gave()
    {
        byte[] given = [1, 2];
        var entry = new Metadata.Entry("key-bin", given);

        given[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.Equal([1, 2], entry.ValueBytes);
    }

    [Fact]
    public void Keeps_doubles_in_order_and_gives_the_last()
    {
        var metadata = new Metadata { { "key", "one" }, { "other", "x" }, { "KEY", "two" } };

        Assert.Equal("two", metadata.GetValue("key"));
        Assert.Equal(["one", "two"], metadata.GetAll("Key").Select(entry => entry.Value));
    }

    [Fact]
    public void The_empty_metadata_stays_empty() =>
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("key", "value"));

    [Fact]
    public async Task Reaches_the_handler_and_comes_back_text_and_bytes()
    {
        await using var host = await EchoHost.Start((_, context) =>
        {
            foreach (var entry in context.RequestHeaders.Where(entry => entry.Key.StartsWith("my-", StringComparison.Ordinal)))
                context.ResponseTrailers.Add(entry);
            return Task.FromResult(new EchoResponse());
        });
        byte[] bytes = [0, 1, 254, 255, 44];

        using var call = host.Client.SayAsync(new EchoRequest(), new Metadata { { "My-Text", "a, b" }, { "my-bytes-bin", bytes } });
        await call;

        Assert.Equal("a, b", call.GetTrailers().GetValue("my-text"));
        Assert.Equal(bytes, call.GetTrailers().GetValueBytes("my-bytes-bin"));
    }

    [Theory]
    [InlineData("AQ")]
    [InlineData("AQ==")]
    public async Task Reads_base64_with_and_without_padding(string base64)
    {
        byte[]? seen = null;
        await using var host = await EchoHost.Start((_, context) =>
        {
            seen = context.RequestHeaders.GetValueBytes("my-bin");
            return Task.FromResult(new EchoResponse());
        });

        await RawCall.Post(host, RawCall.Hello, headers: headers => headers.TryAddWithoutValidation("my-bin", base64));

        Assert.Equal([1], seen);
    }

    [Fact]
    public async Task Ends_with_Unknown_where_a_handler_reads_bytes_that_are_no_base64()
    {
        await using var host = await EchoHost.Start((_, context) =>
        {
            return Task.FromResult(new EchoResponse { Text = context.RequestHeaders.Count.ToString(CultureInfo.InvariantCulture) });
        });

        var response = await RawCall.Post(host, RawCall.Hello, headers: headers => headers.TryAddWithoutValidation("my-bin", "!"));

        Assert.Equal("2", response.GrpcStatus);
    }

    [Fact]
    public async Task Hides_the_fields_of_the_protocol_from_handlers()
    {
        Metadata seen = [];
        await using var host = await EchoHost.Start((_, context) =>
        {
            seen = context.RequestHeaders;
            return Task.FromResult(new EchoResponse());
        });

        await host.Client.SayAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddMinutes(1));

        Assert.NotNull(seen.Get("user-agent"));
        Assert.DoesNotContain(seen, entry => entry.Key is "grpc-timeout" or "content-type" or "te" or "host" or "grpc-accept-encoding");
    }
}
