// go get github.com/standard-webhooks/standard-webhooks/libraries/go
package receiver

import (
	"encoding/json"
	"io"
	"net/http"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Event is what every webhook carries. Data differs from type to type.
type Event struct {
	Type      string          `json:"type"`
	Timestamp string          `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

// Receiver takes webhooks. The secret is the whsec_… that you got with the endpoint. Store keeps an
// event under its id: insert … on conflict (id) do nothing.
func Receiver(secret string, store func(id string, event Event) error) (http.Handler, error) {
	webhook, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The raw body: parsed and written again it would be other bytes than the signed ones.
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		var event Event
		if webhook.Verify(body, r.Header) != nil || json.Unmarshal(body, &event) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		// First keep it, then answer, then work on it: an event comes at least once.
		if err := store(r.Header.Get("webhook-id"), event); err != nil {
			// Anything but 2xx, and it is sent again later.
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}), nil
}
