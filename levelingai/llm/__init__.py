"""Language models: the client for any OpenAI-compatible server, and who pays for its calls.

`client` is the only importer of openai; `setup` builds it as this installation is configured;
`accounts` keeps what every call used; `budget` says when a workspace has spent its share.
"""
